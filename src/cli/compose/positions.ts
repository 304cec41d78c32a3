/** Findings with the lines of their fields, for reports that are shown beside the files. */
import type { Finding } from '../../model/finding.ts';
import type { Source } from '../../model/ports.ts';
import type { Format } from '../../report/format.ts';
import type { Selection } from '../../report/selection.ts';

/** Other formats name objects, not lines. */
const PARTS: ReadonlySet<Format['part']> = new Set<Format['part']>(['scan', 'details']);

/** Nothing is looked up where no format tells it: finding where fields stand takes longer than reading them. */
export async function withPositions(
  selection: Selection,
  source: Source,
  formats: readonly Format[],
  signal: AbortSignal,
): Promise<Selection> {
  if (source.positionOf === undefined || !formats.some(({ part }) => PARTS.has(part))) return selection;
  const found = new Map<string, Finding>();
  const all = [
    ...selection.findings,
    ...selection.waived.flatMap(({ findings }) => findings),
    ...selection.answers.flatMap(({ given }) => given.findings),
  ];
  // One file after the other: each is read once.
  for (const finding of all.toSorted(byFile)) {
    const { id, subject, at = subject, path } = finding;
    const position = path === undefined ? undefined : await source.positionOf(at, path, signal);
    if (position !== undefined) found.set(id, { ...finding, position });
  }
  const placed = (finding: Finding) => found.get(finding.id) ?? finding;
  return {
    ...selection,
    findings: selection.findings.map(placed),
    decisions: selection.decisions.map((each) => ({ ...each, findings: each.findings.map(placed) })),
    waived: selection.waived.map((each) => ({ ...each, findings: each.findings.map(placed) })),
    answers: selection.answers.map(({ summary, given }) => ({
      summary,
      given: { ...given, findings: given.findings.map(placed) },
    })),
  };
}

function byFile({ origin: left }: Finding, { origin: right }: Finding): number {
  const [one, other] = [left?.file ?? '', right?.file ?? ''];
  return one < other ? -1 : one > other ? 1 : 0;
}
