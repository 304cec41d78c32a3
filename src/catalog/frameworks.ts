/** The documents whose requirements checks refer to. */
export interface Framework {
  readonly id: string;
  readonly title: string;
  /** What the number or name of one of its requirements looks like. */
  readonly control: RegExp;
}

const PSS_RULES = [
  'baseline|restricted|windowsHostProcess|hostNamespaces|privileged|capabilities_baseline|hostPathVolumes|hostPorts',
  'hostProbesAndHostLifecycle|appArmorProfile|seLinuxOptions|procMount|seccompProfile_baseline|sysctls',
  'restrictedVolumes|allowPrivilegeEscalation|runAsNonRoot|runAsUser|seccompProfile_restricted',
  'capabilities_restricted|procMount_restricted',
].join('|');
const NSA_CHAPTERS = [
  'pod-security|non-root|immutable-file-systems|network-separation|authentication-and-authorization',
  'audit-logging-and-threat-detection|upgrading-and-application-security',
].join('|');

export const FRAMEWORKS: readonly Framework[] = [
  { id: 'cis-k8s', title: 'CIS Kubernetes Benchmark 2.0', control: /^[1-5]\.\d{1,2}(\.\d{1,2})?$/ },
  { id: 'nsa-cisa', title: 'NSA/CISA Kubernetes Hardening Guide', control: new RegExp(`^(${NSA_CHAPTERS})$`) },
  { id: 'owasp-k8s-2025', title: 'OWASP Kubernetes Top Ten 2025', control: /^K(0[1-9]|10)$/ },
  { id: 'pss', title: 'Pod Security Standards', control: new RegExp(`^(${PSS_RULES})$`) },
  { id: 'mitre-attack', title: 'MITRE ATT&CK', control: /^T\d{4}(\.\d{3})?$/ },
  { id: 'guide', title: 'Practice guides A and B', control: /^(A([1-9]|10)|AM|B[1-8]|BC)$/ },
];
