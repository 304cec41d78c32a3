/** How the server names what a rule found: rules that replace one another share a name. */
import type { RuleViolation } from '../../../src/analysis/pod-security/index.ts';

const REASONS: Readonly<Record<string, string>> = {
  windowsHostProcess: 'hostProcess',
  hostNamespaces: 'host namespaces',
  hostPathVolumes: 'hostPath volumes',
  hostPorts: 'hostPort',
  hostProbesAndHostLifecycle: 'probe or lifecycle host',
  privileged: 'privileged',
  capabilities_baseline: 'non-default capabilities',
  appArmorProfile: 'forbidden AppArmor profile',
  seLinuxOptions: 'seLinuxOptions',
  procMount: 'procMount',
  procMount_restricted: 'procMount',
  seccompProfile_baseline: 'seccompProfile',
  seccompProfile_restricted: 'seccompProfile',
  sysctls: 'forbidden sysctls',
  restrictedVolumes: 'restricted volume types',
  allowPrivilegeEscalation: 'allowPrivilegeEscalation != false',
  runAsNonRoot: 'runAsNonRoot != true',
  runAsUser: 'runAsUser=0',
  capabilities_restricted: 'unrestricted capabilities',
};

/** Sorted and distinct; the rule's id where the table lacks it, so that a comparison fails by name. */
export function reasonsOf(violations: readonly RuleViolation[]): readonly string[] {
  return distinct(violations.map(({ rule }) => REASONS[rule] ?? rule));
}

/** The server counts what it lists: "profiles" is "profile". */
export function distinct(reasons: readonly string[]): readonly string[] {
  return [...new Set(reasons.map((reason) => reason.replace(/profiles$/, 'profile')))].sort();
}
