/** Which levels a namespace enforces, audits and warns about, resolved from its labels as the API server does. */
import {
  compareLevels,
  POD_SECURITY_LEVELS,
  type PodSecurityLabel,
  type PodSecurityLevel,
} from '../../model/report.ts';
import { LATEST_VERSION, parseVersion } from './version.ts';

export { compareLevels, POD_SECURITY_LEVELS as LEVELS } from '../../model/report.ts';
export const MODES = ['enforce', 'audit', 'warn'] as const;
export type Mode = (typeof MODES)[number];

/** Of every label that the admission of the API server looks at. */
export const LABEL_PREFIX = 'pod-security.kubernetes.io/';

export function levelLabel(mode: Mode): string {
  return `${LABEL_PREFIX}${mode}`;
}
export function versionLabel(mode: Mode): string {
  return `${LABEL_PREFIX}${mode}-version`;
}

/** `null`: the labels say nothing about that mode, the cluster's default holds. */
export interface NamespacePolicy {
  readonly enforce: PodSecurityLabel | null;
  readonly audit: PodSecurityLabel | null;
  readonly warn: PodSecurityLabel | null;
}

type Labels = Readonly<Record<string, string>> | undefined;

export function namespacePolicy(labels: Labels): NamespacePolicy {
  const enforce = modePolicy(labels, 'enforce');
  return { enforce, audit: modePolicy(labels, 'audit'), warn: warnPolicy(labels, enforce) };
}

/** The strictest level that workloads of these levels all meet; of none, the level that is asked of every namespace. */
export function strictestFor(levels: readonly PodSecurityLevel[]): PodSecurityLevel {
  if (levels.length === 0) return 'baseline';
  return levels.reduce((weakest, level) => (compareLevels(level, weakest) < 0 ? level : weakest));
}

export function parseLevel(text: string): PodSecurityLevel | undefined {
  return POD_SECURITY_LEVELS.find((level) => level === text);
}

function modePolicy(labels: Labels, mode: Mode): PodSecurityLabel | null {
  const level = labelValue(labels, levelLabel(mode));
  const version = labelValue(labels, versionLabel(mode));
  if (level === undefined && version === undefined) return null;
  const parsed = parseLevel(level ?? 'privileged');
  const isVersionValid = version === undefined || parseVersion(version) !== undefined;
  return {
    // An unreadable level is refused at the door by enforce, and ignored by the two that only speak.
    level: parsed ?? (mode === 'enforce' ? 'restricted' : 'privileged'),
    version: version !== undefined && isVersionValid ? version : LATEST_VERSION,
    valid: parsed !== undefined && isVersionValid,
  };
}

/** Without a level of its own, warn takes over a readable enforce level. */
function warnPolicy(labels: Labels, enforce: PodSecurityLabel | null): PodSecurityLabel | null {
  const own = modePolicy(labels, 'warn');
  const enforced = labelValue(labels, levelLabel('enforce'));
  const takesOver =
    labelValue(labels, levelLabel('warn')) === undefined &&
    enforce !== null &&
    enforced !== undefined &&
    parseLevel(enforced) !== undefined &&
    enforce.level !== 'privileged';
  if (!takesOver) return own;
  return { level: enforce.level, version: own?.version ?? enforce.version, valid: own?.valid ?? true };
}

function labelValue(labels: Labels, key: string): string | undefined {
  return labels !== undefined && Object.hasOwn(labels, key) ? labels[key] : undefined;
}
