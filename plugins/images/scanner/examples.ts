/** Settings of a scanner in the cluster. */
import type { Example } from 'kubectl-harden/plugin-api';

const VALUES = `# helm install trivy-operator aqua/trivy-operator --namespace trivy-system --create-namespace --values values.yaml
operator:
  # Of the running version of each workload only, again each day.
  vulnerabilityScannerScanOnlyCurrentRevisions: true
  scannerReportTTL: 24h
  # Secrets of images are looked for in the pipeline: reports of them would hold parts of what was found.
  exposedSecretScannerEnabled: false
  infraAssessmentScannerEnabled: false
  rbacAssessmentScannerEnabled: false
  configAuditScannerEnabled: false
trivy:
  severity: CRITICAL,HIGH
  ignoreUnfixed: true
`;

export const EXAMPLES: readonly Example[] = [
  {
    name: 'values.yaml',
    title: 'Values of the Helm chart of the Trivy Operator: daily reports of what runs',
    text: VALUES,
  },
];
