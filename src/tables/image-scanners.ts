import { defineTable } from '../plugin-api/index.ts';

export interface ImageScanner {
  readonly name: string;
  /** Ends of the image repositories of what scans, in whole path segments: `aquasecurity/trivy-operator`. */
  readonly images: readonly string[];
  /** The resource that its reports are, as kubectl names it; empty: it keeps them outside of the cluster. */
  readonly reports: string;
}

export const imageScanners = defineTable<ImageScanner>({
  id: 'image-scanners',
  describe: 'Scanners in the cluster that look for known vulnerabilities in the images that run.',
  asOf: '2026-11-28',
  source: 'Installation documentation and Helm charts of each project',
  columns: {
    name: { describe: 'The project or product.' },
    images: { type: 'list', describe: 'Ends of its image repositories, in whole path segments.' },
    reports: { describe: 'The resource that its reports are, as kubectl names it.', default: '' },
  },
  rows: [
    {
      name: 'Trivy Operator',
      images: ['aquasecurity/trivy-operator', 'aquasec/trivy-operator'],
      reports: 'vulnerabilityreports.aquasecurity.github.io',
    },
    {
      name: 'Clair by the Quay Container Security Operator',
      images: [
        'quay/container-security-operator',
        'quay/quay-container-security-operator-rhel8',
        'quay/quay-container-security-operator-rhel9',
      ],
      reports: 'imagemanifestvulns.secscan.quay.redhat.com',
    },
    { name: 'Clair', images: ['projectquay/clair', 'quay/clair', 'quay/clair-rhel8', 'coreos/clair'], reports: '' },
    {
      name: 'Kubescape',
      images: ['kubescape/kubevuln'],
      reports: 'vulnerabilitymanifestsummaries.spdx.softwarecomposition.kubescape.io',
    },
    { name: 'Anchore', images: ['anchore/k8s-inventory', 'anchore/enterprise'], reports: '' },
    { name: 'NeuVector', images: ['neuvector/scanner'], reports: '' },
    {
      name: 'StackRox',
      images: ['stackrox-io/scanner', 'stackrox-io/scanner-v4', 'advanced-cluster-security/rhacs-scanner-rhel8'],
      reports: '',
    },
    { name: 'Sysdig', images: ['sysdig/vuln-runtime-scanner', 'sysdig/cluster-shield'], reports: '' },
  ],
});
