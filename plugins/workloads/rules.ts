/** Single rules of the Pod Security Standards, at the version of the server. */
import { may, podSecurity, type View, type Workload } from 'kubectl-harden/plugin-api';

export const RULE_READS = [may('ServerVersion')] as const;
type Reads = View<(typeof RULE_READS)[number]>;

/** Of all versions that there are: what a rule allows has only grown. */
const FIRST = 'v1.0';

export interface Broken {
  readonly violations: readonly podSecurity.RuleViolation[];
  /** Some version refuses what the newest allows, and which one is asked is not known. */
  readonly isInDoubt: boolean;
}

/** What breaks one of the rules, whatever level the namespace enforces. */
export function brokenRules(workload: Workload, rules: readonly string[], view: Reads): Broken {
  const server = view.evidence('ServerVersion').value?.minor;
  const broken = (version: string) =>
    podSecurity
      .evaluatePod({ spec: workload.pod, annotations: workload.podAnnotations }, { level: 'baseline', version })
      .filter(({ rule }) => rules.includes(rule));
  const violations = broken(podSecurity.versionOn(server));
  const isKnown = server !== undefined || !view.isCluster;
  return { violations, isInDoubt: !isKnown && violations.length < broken(FIRST).length };
}

export const DOUBT = "What is safe depends on the API server's version, which could not be read.";

/** Where in the object a rule is broken; absent where an annotation is meant. */
export function pathIn({ podPath }: Workload, { path }: podSecurity.RuleViolation) {
  return path === undefined ? undefined : [...podPath, ...path];
}
