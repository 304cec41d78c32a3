/** Findings, what a change does, evidence, owner and caveats of a decision, in rows beside its object. */

import { flagThatAllows } from '../../../model/allowed-by.ts';
import { printable } from '../../../text/printable.ts';
import { count } from '../../../text/words.ts';
import type { OpenDecision } from '../../select/decision.ts';
import { BLANK, type Line, line, span } from '../../text/line.ts';
import type { Decision, WalkView } from '../../types.ts';
import { disruptionWord } from '../../words.ts';
import { changeTexts } from './change-text.ts';
import { type Fact, factBlock, factRows } from './fact-rows.ts';
import { findingBlock, findingRows } from './finding-rows.ts';
import { type Block, fitted } from './folded.ts';
import { caveatTexts, evidenceTexts, reasonTexts } from './model.ts';

/** All in full, without blanks where that helps; else first what decides, folded, and below it all of it. */
export function decisionFacts(view: WalkView, open: OpenDecision, width: number, room: number): readonly Line[] {
  const blocks = whole(view, open, width);
  const last = [source(open.lead), references(view, open)].flatMap((each) => factRows(each, width));
  const rows = stacked([...blocks, last]);
  if (rows.length <= room) return rows;
  if (blocks.flat().length < room) return [...blocks.flat(), ...last];
  return [...fitted(foldable(view, open, width), room - 1), BLANK, IN_FULL, ...rows.slice(1)];
}

const IN_FULL = line(span('IN FULL', 'text.strong'));

function whole(view: WalkView, { lead }: OpenDecision, width: number): readonly (readonly Line[])[] {
  const rowsOf = (facts: readonly Fact[]): readonly Line[] => facts.flatMap((each) => factRows(each, width));
  return [
    [title(lead), ...factRows(changeFact(lead), width)],
    findingRows(view, lead, width),
    rowsOf(against(lead)),
    rowsOf(reasons(lead)),
  ];
}

/** What decides most comes first, and keeps its room first. */
function foldable(view: WalkView, { lead }: OpenDecision, width: number): readonly Block[] {
  const head = { least: 1, whole: 1, rows: () => [title(lead)] };
  const [change, ...others] = [changeFact(lead), ...against(lead), ...reasons(lead)].map((each) =>
    factBlock(each, width),
  );
  return [head, ...(change === undefined ? [] : [change]), findingBlock(view, lead, width), ...others];
}

function stacked(blocks: readonly (readonly Line[])[]): readonly Line[] {
  return blocks.filter((rows) => rows.length > 0).flatMap((rows, at) => (at === 0 ? rows : [BLANK, ...rows]));
}

function changeFact(lead: Decision): Fact {
  return { label: 'Change', texts: changeTexts(lead), least: 2, isNamed: true };
}

/** What stands against it. */
function against(lead: Decision): readonly Fact[] {
  const { refusal } = lead;
  const allow = refusal?.allow === undefined ? '' : ` (${flagThatAllows(refusal.allow)})`;
  return [
    {
      label: 'Refused',
      texts: refusal === undefined ? [] : [printable(refusal.reason) + allow],
      least: 2,
      token: 'danger',
    },
    { label: 'Caveat', texts: caveatTexts(lead), least: 2, token: 'danger' },
  ];
}

function reasons(lead: Decision): readonly Fact[] {
  const { owner } = lead;
  return [
    { label: 'Reason', texts: reasonTexts(lead), least: 2 },
    { label: 'Evidence', texts: evidenceTexts(lead), least: 2 },
    { label: 'Restarts', texts: lead.variants.length === 0 ? [] : [disruptionWord(lead.disruption)], least: 1 },
    { label: 'Owner', texts: owner === null ? [] : [printable(owner.label)], least: 1 },
  ];
}

function source({ owner }: Decision): Fact {
  return { label: 'Source', texts: owner?.source === undefined ? [] : [printable(owner.source)], least: 1 };
}

function title(lead: Decision): Line {
  const findings = count(lead.findings.length, 'FINDING', 'FINDINGS');
  return line(span(`${findings}, ${changesText(lead)}`, 'text.strong'));
}

function changesText({ variants: [variant], findings }: Decision): string {
  if (variant === undefined) return 'NO CHANGE OFFERED';
  const changes = count(variant.changes.length, 'CHANGE', 'CHANGES');
  const some = variant.changes.length === 1 ? 'RESOLVES' : 'RESOLVE';
  const part = variant.findings.length < findings.length ? ` ${some} ${variant.findings.length}` : '';
  return `${changes}${part}${variant.disruption === 'rollout' ? ', ONE ROLLOUT' : ''}`;
}

function references(view: WalkView, { lead }: OpenDecision): Fact {
  const ids = new Set(lead.findings.map(({ check }) => check));
  const refs = (view.harden.snapshot?.checks ?? [])
    .filter(({ check }) => ids.has(check.meta.id))
    .flatMap(({ check }) => check.meta.refs.map(({ framework, control }) => `${framework} ${control}`));
  return { label: 'Refs', texts: refs.length === 0 ? [] : [[...new Set(refs)].join(' · ')], least: 1 };
}
