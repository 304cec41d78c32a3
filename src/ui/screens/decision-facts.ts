/** Findings, evidence, owner and caveats of a decision, in rows beside its object. */
import { printable } from '../../model/printable.ts';
import { caveatTexts, evidenceTexts, itemMark, type OpenDecision, reasonTexts } from '../select/decision.ts';
import { BLANK, type Line, line, span, spread, toWidth } from '../text/line.ts';
import { displayWidth, padEnd, wrap } from '../text/width.ts';
import type { WalkView } from '../types.ts';
import { count, disruptionWord, severityWord } from '../words.ts';
import { labelled } from './checklist-item.ts';

const LABEL = 10;
const FINDING_LABEL = 10;
const MOST_FINDINGS = 8;

export function decisionFacts(view: WalkView, open: OpenDecision, width: number): readonly Line[] {
  const { lead } = open;
  const evidence = evidenceTexts(lead).slice(0, 5);
  return [
    line(span(title(open), 'text.strong')),
    ...findingRows(view, open, width),
    BLANK,
    ...evidence.flatMap((text, at) => labelled(at === 0 ? 'Evidence' : '', text, LABEL, width).slice(0, 2)),
    ...reasonTexts(lead).flatMap((text) => labelled('Why so', text, LABEL, width).slice(0, 3)),
    ...ownerRows(open, width),
    ...labelled('Restarts', disruptionWord(lead.disruption), LABEL, width),
    ...referenceRows(view, open, width),
    ...refusalRows(open, width),
    ...caveatTexts(lead).flatMap((text) =>
      wrap(text, width - LABEL).map((part, at) => line(span(padEnd(at === 0 ? 'Caveat' : '', LABEL), 'danger'), part)),
    ),
  ];
}

function title({ lead }: OpenDecision): string {
  const findings = count(lead.findings.length, 'FINDING', 'FINDINGS');
  const variant = lead.variants[0];
  if (variant === undefined) return `${findings}, NO CHANGE OFFERED`;
  const changes = count(variant.changes.length, 'CHANGE', 'CHANGES');
  return `${findings}, ${changes}${variant.disruption === 'rollout' ? ', ONE ROLLOUT' : ''}`;
}

function findingRows(view: WalkView, { lead }: OpenDecision, width: number): readonly Line[] {
  const shown = lead.findings.slice(0, MOST_FINDINGS).map((finding) => {
    const message = printable(finding.message);
    const part = finding.part === undefined ? '' : printable(finding.part);
    const room = width - FINDING_LABEL;
    const text = part !== '' && displayWidth(message) + displayWidth(part) + 2 <= room ? part : '';
    return line(
      ...toWidth(line(severityWord(finding.severity)), 6),
      span(padEnd(itemMark(view.harden.snapshot, finding), FINDING_LABEL - 6), 'text.dim'),
      ...spread(line(message), line(span(text, 'text.dim')), room),
    );
  });
  const rest = lead.findings.length - shown.length;
  return rest > 0 ? [...shown, line(span(`      and ${rest} more`, 'text.dim'))] : shown;
}

function ownerRows({ lead }: OpenDecision, width: number): readonly Line[] {
  if (lead.owner === null) return [];
  const source = lead.owner.source === undefined ? [] : labelled('Source', printable(lead.owner.source), LABEL, width);
  return [...labelled('Owner', printable(lead.owner.label), LABEL, width), ...source];
}

function referenceRows(view: WalkView, { lead }: OpenDecision, width: number): readonly Line[] {
  const ids = new Set(lead.findings.map(({ check }) => check));
  const refs = (view.harden.snapshot?.checks ?? [])
    .filter(({ check }) => ids.has(check.meta.id))
    .flatMap(({ check }) => check.meta.refs.map(({ framework, control }) => `${framework} ${control}`));
  if (refs.length === 0) return [];
  return labelled('Refs', [...new Set(refs)].join(' · '), LABEL, width).slice(0, 2);
}

function refusalRows({ lead }: OpenDecision, width: number): readonly Line[] {
  if (lead.refusal === undefined) return [];
  const allow = lead.refusal.allow === undefined ? '' : ` ${lead.refusal.allow} would allow it.`;
  return wrap(`${printable(lead.refusal.reason)}${allow}`, width - LABEL).map((part, at) =>
    line(span(padEnd(at === 0 ? 'Refused' : '', LABEL), 'danger'), part),
  );
}
