import { defineCheck, may, pass, unknown } from 'kubectl-harden/plugin-api';
import { EXAMPLES } from './examples.ts';
import { lint } from './lint.ts';

export default defineCheck({
  mode: 'automated',
  examples: EXAMPLES,
  meta: {
    id: 'audit/policy-quality',
    title: 'The audit policy records what counts and no secrets',
    severity: 'high',
    rationale:
      'A policy decides what of an intrusion is written down, and what of your Secrets is. One that leaves out ' +
      'exec, rights or system accounts is blind where it counts; one that records bodies of Secrets copies them ' +
      'to everybody who may read logs.',
    guidance:
      'Record Secrets, ConfigMaps and token requests at `Metadata`, exec and the like at `Metadata` or `Request`, ' +
      'changes of rights and of admission at `Request` or above, and end with a rule for everything else. The ' +
      'first rule that fits decides: put what must not be lost, and what must not be recorded whole, before rules ' +
      'that leave something out. Give the file with `--audit-policy FILE`: no API shows it.',
    item: 'audit-logging',
    refs: [
      { framework: 'cis-k8s', control: '3.2.2' },
      { framework: 'nsa-cisa', control: 'audit-logging-and-threat-detection' },
      { framework: 'owasp-k8s-2025', control: 'K10' },
      { framework: 'mitre-attack', control: 'T1562' },
      { framework: 'guide', control: 'B1' },
      { framework: 'guide', control: 'A8' },
    ],
    since: '0.1.0',
  },
  subject: 'Cluster',
  reads: [may('AuditPolicy')],
  question: {
    question:
      'Does the audit policy of the API server record exec, changes of rights and access to Secrets, and no bodies of Secrets?',
    evidence: [
      'The policy of each control plane node, judged with --audit-policy FILE.',
      'Events of the audit log for an exec, a change of a role and a read of a Secret: the last one without a body.',
    ],
    validDays: 180,
  },
  evaluate(_, { view }) {
    const { value, coverage } = view.evidence('AuditPolicy');
    if (value === undefined) return unknown(`Audit policy: ${coverage.reason ?? coverage.state}.`);
    const violations = lint(value);
    if (violations.length > 0) return violations;
    return pass({ text: `${value.file} records what counts, and no bodies of Secrets.`, source: value.file });
  },
  remediation: { title: 'Record what counts, and no secrets', kind: 'file', disruption: 'none' },
});
