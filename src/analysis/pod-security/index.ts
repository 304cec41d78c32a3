/** The Pod Security Standards as the API server's admission applies them. */
export { evaluatePod, levelOf, type PodLevel, rulesChangedBetween } from './evaluate.ts';
export {
  compareLevels,
  LABEL_PREFIX,
  LEVELS,
  levelLabel,
  MODES,
  type Mode,
  type NamespacePolicy,
  namespacePolicy,
  parseLevel,
  strictestFor,
  versionLabel,
} from './policy.ts';
export { RULES } from './rules/index.ts';
export { DEFAULT_CAPABILITIES } from './rules/privileges.ts';
export type { PodInput, Policy, RuleLevel, RuleViolation } from './types.ts';
export {
  isReviewed,
  LATEST_VERSION,
  minorOf,
  type PolicyVersion,
  parseVersion,
  REVIEWED_MINOR,
  versionOn,
} from './version.ts';
