/** Answers of a person: attestations of what no program sees, waivers of what stays as it is, values for a change. */

import { countRows, decisionsInRows } from '../../../model/rows/to-decide.ts';
import type { CheckSummary } from '../../../model/snapshot.ts';
import type { Form } from '../../../store/nav.ts';
import { type Control, harden, push } from '../../control/control.ts';
import type { DecisionInput, DecisionRow } from '../../types.ts';

const DAY_MS = 86_400_000;
const WAIVER_DAYS = 90;

export function openAttest(control: Control, summary: CheckSummary): void {
  const { check, question, reason, attestation } = summary;
  open(control, {
    kind: 'attest',
    subjects: [check.meta.id],
    title: question?.question ?? check.meta.title,
    intro: question === undefined ? [reason ?? ''] : question.evidence.map((text) => `Counts as evidence: ${text}`),
    fields: [
      { id: 'verdict', label: 'Verdict', value: '', choices: ['pass', 'fail'] },
      { id: 'by', label: 'Checked by', value: attestation?.by ?? user(control) },
      { id: 'evidence', label: 'Evidence', value: attestation?.evidence ?? '' },
      { id: 'expires', label: 'Valid until', value: dateIn(control, question?.validDays ?? WAIVER_DAYS) },
    ],
    focus: 0,
  });
}

export function openWaive(control: Control, rows: readonly DecisionRow[]): void {
  const members = rows.flatMap((row) => row.members);
  open(control, {
    kind: 'waive',
    subjects: members.map(({ id }) => id),
    title: rows.map(({ title }) => title).join(', '),
    intro: [`Sets aside ${decisionsInRows(countRows(rows))} until the date below, with your reason.`],
    fields: [
      { id: 'reason', label: 'Reason', value: '' },
      { id: 'by', label: 'Accepted by', value: user(control) },
      { id: 'expires', label: 'Until', value: dateIn(control, WAIVER_DAYS) },
    ],
    focus: 0,
  });
}

/** For an issue: what should have been judged otherwise, and why. */
export function openWrong(control: Control, rows: readonly DecisionRow[]): void {
  open(control, {
    kind: 'wrong',
    subjects: rows.flatMap(({ members }) => members.map(({ id }) => id)),
    title: `This is wrong: ${rows.map(({ title }) => title).join(', ')}`,
    intro: [
      'Keeps the checks, kinds and fields of the row on this machine, for an issue. Names of your cluster are taken out.',
      'The row stays; w waives it.',
    ],
    fields: [{ id: 'because', label: 'Because', value: '' }],
    focus: 0,
  });
}

/** Values that a change needs and the cluster does not show. One check at a time. */
export function openInputs(control: Control, [first, ...others]: readonly DecisionInput[]): void {
  if (first === undefined) return;
  const inputs = [first, ...others.filter(({ check }) => check === first.check)];
  open(control, {
    kind: 'tell',
    subjects: [first.check],
    title: 'Values that the cluster does not show',
    intro: [...new Set(inputs.map(({ describe }) => describe))],
    fields: inputs.map(({ name }) => ({ id: name, label: name, value: '' })),
    focus: 0,
  });
}

function open(control: Control, form: Form): void {
  control.nav.setState({ form });
  push(control, { screen: 'form' });
}

function user(control: Control): string {
  return harden(control).snapshot?.identity.user ?? '';
}

function dateIn(control: Control, days: number): string {
  return new Date(control.now() + days * DAY_MS).toISOString().slice(0, 10);
}
