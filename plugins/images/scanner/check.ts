/** Scanners in the cluster that look at what runs: there, working, and with reports of these days. */
import { defineCheck, tables } from 'kubectl-harden/plugin-api';
import { EXAMPLES } from './examples.ts';
import { judgeScanners, READS } from './judge.ts';

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'images/scanner',
    title: 'Images that run are scanned again and again',
    severity: 'medium',
    rationale:
      'Faults are found in images long after they were built. A scan in the pipeline says what was known that day; only one of what runs tells which pods a new fault is in.',
    guidance:
      'Run a scanner that looks at all running images each day, such as the Trivy Operator, Clair behind your registry, or that of your security product, and look at what it reports. A gate in the pipeline is asked for as well (`manual/ci-gates`): neither stands for the other.',
    item: 'images',
    refs: [
      { framework: 'nsa-cisa', control: 'upgrading-and-application-security' },
      { framework: 'owasp-k8s-2025', control: 'K07' },
      { framework: 'guide', control: 'A6' },
      { framework: 'guide', control: 'B6' },
      { framework: 'guide', control: 'BC' },
    ],
    since: '0.1.0',
  },
  examples: EXAMPLES,
  subject: 'Cluster',
  reads: READS,
  tables: [tables.imageScanners],
  question: {
    question:
      'Does something outside of this cluster, or not known here, scan every image that runs in it at least each week?',
    evidence: [
      'The page of the registry or product that shows the images of this cluster with the day of their last scan.',
      'Who gets its findings, and within which time they are looked at.',
    ],
    validDays: 90,
  },
  evaluate: (_cluster, { view }) => judgeScanners(view),
  remediation: {
    title: 'Scan what runs',
    kind: 'guide',
    disruption: 'none',
  },
});
