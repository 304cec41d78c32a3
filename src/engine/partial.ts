/** Verdicts where only a part of what a check reads could be read. */
import type { CheckResult, Finding } from '../model/finding.ts';

/** `supposed`: the verdict if there were no more than what was read. What it finds beyond the other is inferred. */
export function withInferred(found: CheckResult, supposed: CheckResult, gap: string): CheckResult {
  if (supposed.status !== 'fail') return found;
  const known = new Set(found.findings.map(({ id }) => id));
  const added = supposed.findings.filter(({ id }) => !known.has(id)).map((finding) => inferred(finding, gap));
  if (added.length === 0) return found;
  const findings = [...found.findings, ...added];
  return found.status === 'fail'
    ? { ...found, findings }
    : { ...supposed, confidence: 'inferred', findings, evidence: [{ text: gap }] };
}

function inferred(finding: Finding, gap: string): Finding {
  const { proposal, remediation } = finding;
  const text = `This could change it: ${gap}`;
  const evidence = [...finding.evidence, { text }];
  if (proposal?.readiness !== 'ready') return { ...finding, confidence: 'inferred', evidence };
  return {
    ...finding,
    confidence: 'inferred',
    evidence,
    proposal: { ...proposal, readiness: 'review', reason: `${text}.` },
    remediation: remediation === null ? null : { ...remediation, automatic: false },
  };
}
