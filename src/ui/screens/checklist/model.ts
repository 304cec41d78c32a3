/** What is known about one item, and what its decisions would do. Pure. */
import { remembered } from '../../../kube/remembered.ts';
import { type Finding, severityRank } from '../../../model/finding.ts';
import type { CheckSummary, ItemSummary, ScanSnapshot } from '../../../model/snapshot.ts';
import { printable } from '../../../text/printable.ts';
import { count } from '../../../text/words.ts';
import { twoDigits } from '../../words.ts';

/** Whole sentences: the worst finding, or why there is none. `unfold`: the key that shows the platform. */
export function headline(item: ItemSummary, unfold = '.'): string {
  return told(item) ?? `Fails only for platform components. Press ${unfold} to show them.`;
}

/** Undefined where all that fails is folded: that sentence names a key, which may be another one. */
const told = remembered((item: ItemSummary): string | undefined => {
  const worst = worstFinding(item);
  if (worst !== undefined) {
    const others = shownFindings(item).length - 1;
    return `${withFullStop(printable(worst.message))}${others > 0 ? ` And ${count(others, 'more finding')}.` : ''}`;
  }
  if (item.follows !== undefined) {
    const { findings, item: number, resolved } = item.follows;
    const its = twoDigits(number);
    const all = count(findings, 'finding');
    if (resolved === findings) return `${all}, resolved together with item ${its}.`;
    if (resolved === 0) return `${all}, decided under item ${its}: what it offers first resolves none.`;
    return `${all}, decided under item ${its}: what it offers first resolves ${resolved}.`;
  }
  if (item.isLeftOut === true) return 'Excluded from this scan by --check, --skip-check or --area.';
  if (item.checks.length === 0) return 'This version has no check for this item.';
  return statusText(item);
});

/** Of an item without a decision to make. */
function statusText(item: ItemSummary): string | undefined {
  const { status } = item;
  const check = item.checks.find((each) => each.status === status);
  const reason = check?.reason === undefined ? undefined : printable(check.reason);
  switch (status) {
    case 'pass':
      return 'Everything that was checked passes.';
    case 'unknown':
    case 'error':
      return withFullStop(`Unknown, not passed: ${reason ?? 'the evidence is not readable'}`);
    case 'manual':
      return 'Not visible in the cluster: needs your answer.';
    case 'attested':
      return `Passes, ${answer(check?.attestation)}.`;
    case 'fail':
      if (check?.attestation !== undefined) return `Fails, ${answer(check.attestation)}.`;
      return undefined;
    case 'waived':
      return waivedText(item);
    case 'not-asked':
      return 'Not asked: it is about the whole cluster, and only namespaces were named (-n).';
    case 'not-applicable':
      return withFullStop(`Does not apply here: ${reason ?? 'nothing is affected'}`);
  }
}

/** "Accepted by ann until 2027-02-01: moves to another cluster." */
function waivedText({ waived = [] }: ItemSummary): string {
  const [first, ...others] = waived;
  if (first === undefined) return 'Everything that fails is waived.';
  const { by, expires, reason } = first.waiver;
  const more = others.length === 0 ? '' : ` And ${count(others.length, 'more decision')}.`;
  return `${withFullStop(`Accepted by ${printable(by)} until ${expires.slice(0, 10)}: ${printable(reason)}`)}${more}`;
}

/** "answered by ann on 2026-11-01, until 2027-02-01". */
function answer(attestation: CheckSummary['attestation']): string {
  if (attestation === undefined) return 'answered by a person';
  const { by, at, expires } = attestation;
  return `answered by ${printable(by)} on ${at.slice(0, 10)}, until ${expires.slice(0, 10)}`;
}

/** Of the decisions that the item lists: what heads them and what they resolve is counted over the same findings. */
export function shownFindings({ rows }: ItemSummary): readonly Finding[] {
  return rows.flatMap(({ members }) => members.flatMap(({ findings }) => findings));
}

function worstFinding({ rows }: ItemSummary): Finding | undefined {
  const first = rows.flatMap(({ members }) => members.flatMap(({ findings }) => findings.slice(0, 1)));
  return first.sort((left, right) => severityRank(left.severity) - severityRank(right.severity))[0];
}

/** "direct. Namespaces deny ingress by default: fails for 38 of 47, unknown for 2." */
export function evidenceText(item: ItemSummary, snapshot?: Scope): string {
  const automated = item.checks.filter(({ check }) => check.mode === 'automated');
  const attested = item.checks.find(({ attestation }) => attestation !== undefined)?.attestation;
  if (attested !== undefined)
    return `attested by ${printable(attested.by)} until ${attested.expires.slice(0, 10)}: ${printable(attested.evidence)}`;
  if (item.checks.length === 0) return 'none';
  if (automated.length === 0) return 'none: needs your answer';
  if (item.status === 'not-asked') return `none: not asked of ${scopeText(snapshot)}`;
  const failing = worstCounted(automated);
  const { counts, confidence } = failing;
  const looked = counts.pass + counts.fail + counts.unknown + counts.error;
  if (looked === 0) return `${confidence}. It applies to nothing in ${scopeText(snapshot)}.`;
  return `${confidence}. ${failing.check.meta.title}: ${tally(counts, looked)}.`;
}

type Scope = Pick<ScanSnapshot, 'source' | 'scope'>;

/** What was looked through: of a namespace that is not there, nothing is known about the cluster. */
function scopeText(snapshot: Scope | undefined): string {
  const { scope = [], source } = snapshot ?? {};
  if (scope.length === 1) return `namespace ${printable(scope[0] ?? '')}`;
  if (scope.length > 1)
    return scope.length <= 3 ? `namespaces ${printable(scope.join(', '))}` : `these ${scope.length} namespaces`;
  return source?.type === 'files' ? 'these manifests' : 'this cluster';
}

/** The title says what should be so: what is counted is named as failing. */
function tally({ fail, unknown, error }: CheckSummary['counts'], looked: number): string {
  const parts = [
    ...(fail === 0 ? [] : [`fails for ${fail}`]),
    ...(unknown === 0 ? [] : [`unknown for ${unknown}`]),
    ...(error === 0 ? [] : [`error for ${error}`]),
  ];
  const [first, ...others] = parts;
  return first === undefined ? `passes for all ${looked}` : [`${first} of ${looked}`, ...others].join(', ');
}

/** The check with the most failing subjects stands for the item. */
function worstCounted(checks: readonly CheckSummary[]): CheckSummary {
  return [...checks].sort((left, right) => right.counts.fail - left.counts.fail)[0] as CheckSummary;
}

function withFullStop(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
