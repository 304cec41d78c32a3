/** A pod against a policy, and the strictest level that a pod meets. */
import type { PodSecurityLevel } from '../../model/report.ts';
import { RULES } from './rules/index.ts';
import { type Look, type Rule, type VisitedPod, visit } from './rules/rule.ts';
import type { PodInput, Policy, RuleLevel, RuleViolation } from './types.ts';
import { LATEST_VERSION, ruleSetMinor } from './version.ts';

interface Active {
  readonly rule: Rule;
  readonly look: Look;
}
export interface PodLevel {
  readonly level: PodSecurityLevel;
  /** Of the baseline and the restricted rules, whatever the level. */
  readonly violations: readonly RuleViolation[];
}

/** What keeps the pod from being admitted under the policy; empty: admitted. */
export function evaluatePod(pod: PodInput, policy: Policy): readonly RuleViolation[] {
  if (policy.level === 'privileged') return [];
  const { violations } = levelOf(pod, policy.version);
  if (violations.length === 0) return violations;
  const rules = rulesFor(policy.level, ruleSetMinor(policy.version));
  return violations.filter(({ rule }) => rules.has(rule));
}

/** The strictest level whose rules the pod meets at that policy version. */
export function levelOf(pod: PodInput, version: string = LATEST_VERSION): PodLevel {
  const minor = ruleSetMinor(version);
  const known = levels.get(pod.spec);
  if (known?.minor === minor && known.annotations === pod.annotations) return known.result;
  const violations = violationsOf(visitPod(pod), activeRules(minor));
  const result = { level: strictestWithout(violations), violations };
  levels.set(pod.spec, { minor, annotations: pod.annotations, result });
  return result;
}

interface Known {
  readonly minor: number;
  readonly annotations: PodInput['annotations'];
  readonly result: PodLevel;
}
/** Inputs never change, and all who ask in one run ask for one version: the level of a spec is computed once. */
const levels = new WeakMap<PodInput['spec'], Known>();

function visitPod(pod: PodInput): VisitedPod {
  return visit(pod.spec, pod.annotations ?? {});
}

function strictestWithout(violations: readonly RuleViolation[]): PodSecurityLevel {
  if (violations.some(({ level }) => level === 'baseline')) return 'privileged';
  return violations.length === 0 ? 'restricted' : 'baseline';
}

function violationsOf(pod: VisitedPod, rules: readonly Active[]): readonly RuleViolation[] {
  const violations: RuleViolation[] = [];
  for (const { rule, look } of rules)
    for (const found of look(pod)) violations.push({ rule: rule.id, level: rule.level, ...found });
  return violations;
}

/** The ids of those that a level asks. */
function rulesFor(level: RuleLevel, minor: number): ReadonlySet<string> {
  const key = `${level} ${minor}`;
  const known = askedBy.get(key) ?? askedOf(level, minor);
  askedBy.set(key, known);
  return known;
}
const askedBy = new Map<string, ReadonlySet<string>>();

function askedOf(level: RuleLevel, minor: number): ReadonlySet<string> {
  const rules = activeRules(minor).map(({ rule }) => rule);
  if (level === 'baseline') return new Set(rules.filter((rule) => rule.level === 'baseline').map(({ id }) => id));
  const overridden = new Set(rules.map(({ overrides }) => overrides));
  return new Set(rules.map(({ id }) => id).filter((id) => !overridden.has(id)));
}

function activeRules(minor: number): readonly Active[] {
  const known = activeByMinor.get(minor);
  if (known !== undefined) return known;
  const active = RULES.flatMap((rule) => {
    const revision = rule.revisions.findLast(({ since }) => since <= minor);
    return revision === undefined ? [] : [{ rule, look: revision.look }];
  });
  activeByMinor.set(minor, active);
  return active;
}
const activeByMinor = new Map<number, readonly Active[]>();

/** Ids of the rules that hold in another revision at the later of two policy versions. */
export function rulesChangedBetween(from: string, to: string): readonly string[] {
  const [low, high] = [ruleSetMinor(from), ruleSetMinor(to)];
  return RULES.filter(({ revisions }) => revisions.some(({ since }) => since > low && since <= high)).map(
    ({ id }) => id,
  );
}
