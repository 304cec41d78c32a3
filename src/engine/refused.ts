/** Changes that the source of an object would refuse: they are not offered, and why is said. */
import type { Inventory } from '../inventory/index.ts';
import type { CheckResult, Finding } from '../model/finding.ts';

export function withoutRefused(result: CheckResult, inventory: Inventory): CheckResult {
  if (result.findings.length === 0) return result;
  const findings = result.findings.map((finding) => withoutRefusedChanges(finding, inventory));
  return findings.every((finding, at) => finding === result.findings[at]) ? result : { ...result, findings };
}

function withoutRefusedChanges(finding: Finding, inventory: Inventory): Finding {
  const { proposal, remediation } = finding;
  const reason = proposal?.changes
    .map((change) => (change.op === 'edit' ? inventory.factsOf(change.target)?.refuses?.(change.edits) : undefined))
    .find((text) => text !== undefined);
  if (proposal === undefined || reason === undefined) return finding;
  return {
    ...finding,
    proposal: { ...proposal, readiness: 'elsewhere', reason: `${reason}.`, changes: [] },
    remediation: remediation === null ? null : { ...remediation, automatic: false },
  };
}
