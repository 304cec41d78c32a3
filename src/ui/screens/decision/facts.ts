/** Findings, evidence, owner and caveats of a decision, in rows beside its object. */

import { flagThatAllows } from '../../../model/allowed-by.ts';
import type { Finding } from '../../../model/finding.ts';
import { printable } from '../../../text/printable.ts';
import { displayWidth, padEnd, wrap } from '../../../text/width.ts';
import { count } from '../../../text/words.ts';
import { GLYPHS } from '../../glyphs.ts';
import { itemMark, type OpenDecision } from '../../select/decision.ts';
import { BLANK, type Line, line, span, spread, toWidth } from '../../text/line.ts';
import type { Token } from '../../theme.ts';
import type { WalkView } from '../../types.ts';
import { disruptionWord, severityWord } from '../../words.ts';
import { caveatTexts, evidenceTexts, reasonTexts } from './model.ts';

const LABEL = 10;

/** Every text in full. Refusals and caveats come before reasons, and first of all where not everything fits. */
export function decisionFacts(view: WalkView, open: OpenDecision, width: number, room: number): readonly Line[] {
  const { lead } = open;
  const head = [line(span(title(open), 'text.strong'))];
  const findings = lead.findings.flatMap((finding) => findingText(view, finding, width));
  const against = caveatRows(open, width);
  const others = [reasonRows(open, width), fact('Refs', references(view, open), width)];
  const rows = stacked([[...head, ...findings], against, ...others]);
  return rows.length <= room ? rows : stacked([[...head, ...against], findings, ...others]);
}

function stacked(blocks: readonly (readonly Line[])[]): readonly Line[] {
  return blocks.filter((rows) => rows.length > 0).flatMap((rows, at) => (at === 0 ? rows : [BLANK, ...rows]));
}

function caveatRows({ lead }: OpenDecision, width: number): readonly Line[] {
  const { refusal } = lead;
  const allow = refusal?.allow === undefined ? '' : ` (${flagThatAllows(refusal.allow)})`;
  return [
    ...fact('Refused', refusal === undefined ? [] : [printable(refusal.reason) + allow], width, 'danger'),
    ...fact('Caveat', caveatTexts(lead), width, 'danger'),
  ];
}

function reasonRows({ lead }: OpenDecision, width: number): readonly Line[] {
  const { owner } = lead;
  return [
    ...fact('Reason', reasonTexts(lead), width),
    ...fact('Evidence', evidenceTexts(lead), width),
    ...fact('Restarts', [disruptionWord(lead.disruption)], width),
    ...fact('Owner', owner === null ? [] : [printable(owner.label)], width),
    ...fact('Source', owner?.source === undefined ? [] : [printable(owner.source)], width),
  ];
}

function title({ lead }: OpenDecision): string {
  const findings = count(lead.findings.length, 'FINDING', 'FINDINGS');
  const variant = lead.variants[0];
  if (variant === undefined) return `${findings}, NO CHANGE OFFERED`;
  const changes = count(variant.changes.length, 'CHANGE', 'CHANGES');
  const some = variant.changes.length === 1 ? 'RESOLVES' : 'RESOLVE';
  const part = variant.findings.length < lead.findings.length ? ` ${some} ${variant.findings.length}` : '';
  return `${findings}, ${changes}${part}${variant.disruption === 'rollout' ? ', ONE ROLLOUT' : ''}`;
}

/** One label for all texts; where there are several each begins with a point. */
function fact(label: string, texts: readonly string[], width: number, token: Token = 'text.dim'): readonly Line[] {
  const point = texts.length > 1 ? `${GLYPHS.waiting} ` : '';
  return texts
    .flatMap((text) =>
      wrap(text, width - LABEL - point.length).map((part, at) => (at === 0 ? point : point && '  ') + part),
    )
    .map((part, at) => line(span(padEnd(at === 0 ? label : '', LABEL), token), part));
}

/** The part stands at the right where the message leaves room for it. */
function findingText(view: WalkView, finding: Finding, width: number): readonly Line[] {
  const room = width - LABEL;
  const message = printable(finding.message);
  const part = printable(finding.part ?? '');
  const hasRoom = displayWidth(message) + displayWidth(part) + 2 <= room;
  return wrap(message, room).map((text, at) => {
    if (at > 0) return line(' '.repeat(LABEL), text);
    return line(
      ...toWidth(line(severityWord(finding.severity)), 6),
      span(padEnd(itemMark(view.harden.snapshot, finding), LABEL - 6), 'text.dim'),
      ...spread(line(text), line(span(hasRoom ? part : '', 'text.dim')), room),
    );
  });
}

function references(view: WalkView, { lead }: OpenDecision): readonly string[] {
  const ids = new Set(lead.findings.map(({ check }) => check));
  const refs = (view.harden.snapshot?.checks ?? [])
    .filter(({ check }) => ids.has(check.meta.id))
    .flatMap(({ check }) => check.meta.refs.map(({ framework, control }) => `${framework} ${control}`));
  return refs.length === 0 ? [] : [[...new Set(refs)].join(' · ')];
}
