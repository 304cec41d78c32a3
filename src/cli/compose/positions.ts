/** Findings with the lines of their fields, for reports that are shown beside the files. */
import type { Finding } from '../../model/finding.ts';
import type { Source } from '../../model/ports.ts';
import type { Format } from '../../report/format.ts';
import type { Selection } from '../../report/selection.ts';

/** Other formats name objects, not lines. */
const PARTS: ReadonlySet<Format['part']> = new Set<Format['part']>(['scan', 'details']);

type Selections = readonly [shown: Selection, whole: Selection];

/**
 * Nothing is looked up where no format tells it: finding where fields stand takes longer than reading them. What stands in
 * both selections is looked up once.
 */
export async function withPositions(
  selections: Selections,
  source: Source,
  formats: readonly Format[],
  signal: AbortSignal,
): Promise<Selections> {
  if (source.positionOf === undefined || !formats.some(({ part }) => PARTS.has(part))) return selections;
  const all = new Map(selections.flatMap(findingsOf).map((finding) => [finding.id, finding]));
  const found = new Map<string, Finding>();
  // One file after the other: each is read once.
  for (const finding of [...all.values()].toSorted(byFile)) {
    const { id, subject, at = subject, path } = finding;
    const position = path === undefined ? undefined : await source.positionOf(at, path, signal);
    if (position !== undefined) found.set(id, { ...finding, position });
  }
  const [shown, whole] = selections;
  return [placed(shown, found), placed(whole, found)];
}

function findingsOf({ findings, waived, answers }: Selection): readonly Finding[] {
  return [...findings, ...waived.flatMap((each) => each.findings), ...answers.flatMap(({ given }) => given.findings)];
}

function placed(selection: Selection, found: ReadonlyMap<string, Finding>): Selection {
  const known = (finding: Finding) => found.get(finding.id) ?? finding;
  return {
    ...selection,
    findings: selection.findings.map(known),
    decisions: selection.decisions.map((each) => ({ ...each, findings: each.findings.map(known) })),
    waived: selection.waived.map((each) => ({ ...each, findings: each.findings.map(known) })),
    answers: selection.answers.map(({ summary, given }) => ({
      summary,
      given: { ...given, findings: given.findings.map(known) },
    })),
  };
}

function byFile({ origin: left }: Finding, { origin: right }: Finding): number {
  const [one, other] = [left?.file ?? '', right?.file ?? ''];
  return one < other ? -1 : one > other ? 1 : 0;
}
