/** What of a scan an earlier report holds: by id, and of manifests by all but the file where that was moved. */
import { formatPath } from '../../kube/path.ts';
import { knownNamespace } from '../../kube/unplaced.ts';
import type { Baseline } from '../../model/baseline.ts';
import { type Finding, severityRank } from '../../model/finding.ts';
import type { ScanSnapshot } from '../../model/snapshot.ts';
import { allAnswers, answeredFindings, answerKey } from '../said.ts';
import type { Earlier, EarlierFinding } from './earlier.ts';
import { cleanPath } from './paths.ts';

export interface Compared extends Baseline {
  /** Ids of checks that the program of then did not have. */
  readonly newChecks: readonly string[];
  /** Files that were renamed, where what is in them was known by all else. */
  readonly renamed: readonly { readonly from: string; readonly to: string; readonly findings: number }[];
}

/** `isThere`: whether a file of the earlier report is still to be had; then it was not renamed. */
export function comparedWith(earlier: Earlier, snapshot: ScanSnapshot, isThere: (file: string) => boolean): Compared {
  const accepted = [
    ...snapshot.waived.flatMap(({ findings }) => findings),
    ...answeredFindings(allAnswers(snapshot.checks)),
  ];
  const isAccepted = new Set(accepted.map(({ id }) => id));
  const all = new Map([...snapshot.findings, ...accepted].map((finding) => [finding.id, finding]));
  const open = new Map(earlier.findings.map((finding) => [finding.id, finding]));
  const past = new Map([...earlier.accepted, ...earlier.findings].map((finding) => [finding.id, finding]));
  const moves = movesOf([...all.values()], past, isThere);
  const earlierOf = ({ id }: Finding) => past.get(id) ?? moves.get(id);
  const known = [...all.values()].filter((finding) => {
    const was = earlierOf(finding);
    // What somebody had accepted is known as accepted alone: its waiver may have ended, or hold for another value.
    return was !== undefined && !isWorse(finding, was) && (open.has(was.id) || isAccepted.has(finding.id));
  });
  return {
    ids: new Set(known.map(({ id }) => id)),
    failed: new Set(failedThen(earlier)),
    statuses: new Map(earlier.checks.map(({ id, status }) => [id, status])),
    newChecks: newChecksOf(earlier, snapshot),
    renamed: renamedOf(known, moves),
  };
}

function isWorse({ severity }: Finding, was: EarlierFinding): boolean {
  return was.severity !== undefined && severityRank(severity) < severityRank(was.severity);
}

function newChecksOf({ checks, scope }: Earlier, snapshot: ScanSnapshot): readonly string[] {
  const known = new Set([...checks.map(({ id }) => id), ...(scope?.leftOut ?? [])]);
  return snapshot.checks.map(({ check }) => check.meta.id).filter((id) => !known.has(id));
}

function failedThen({ answers, checks }: Earlier): readonly string[] {
  if (answers !== undefined)
    return answers
      .filter(({ verdict }) => verdict === 'fail')
      .map(({ check, scope }) => answerKey({ check, ...(scope === null ? {} : { scope }) }));
  return checks.filter(({ status, confidence }) => status === 'fail' && confidence === 'attested').map(({ id }) => id);
}

/** By the id of a finding of today: the one of then that is equal but for the file, where there is one of each. */
function movesOf(
  findings: readonly Finding[],
  past: ReadonlyMap<string, EarlierFinding>,
  isThere: (file: string) => boolean,
): ReadonlyMap<string, EarlierFinding> {
  const ids = new Set(findings.map(({ id }) => id));
  const here = new Set(findings.flatMap(({ origin }) => (origin === undefined ? [] : [cleanPath(origin.file)])));
  const come = Map.groupBy(
    findings.filter(({ id, origin }) => origin !== undefined && !past.has(id)),
    keyOf,
  );
  const gone = Map.groupBy(
    [...past.values()].filter(({ id, origin }) => origin !== undefined && !ids.has(id)),
    earlierKeyOf,
  );
  const isGone = (file: string) => !here.has(cleanPath(file)) && !isThere(file);
  const moves = [...come].flatMap(([key, [is, ...more]]) => {
    const then = gone.get(key) ?? [];
    const inPlace = then.filter(({ origin }) => cleanPath(origin?.file ?? '') === cleanPath(is?.origin?.file ?? ''));
    const [was, ...others] = inPlace.length === 1 ? inPlace : then;
    if (is === undefined || was === undefined || more.length + others.length > 0) return [];
    return inPlace.length === 1 || isGone(was.origin?.file ?? '') ? [[is.id, was] as const] : [];
  });
  return new Map(moves);
}

function keyOf({ check, subject: { apiVersion, kind, namespace, name }, part, path, judged }: Finding): string {
  const at = path === undefined ? null : formatPath(path);
  return JSON.stringify([check, apiVersion, kind, knownNamespace(namespace), name, part ?? null, at, judged]);
}

function earlierKeyOf({ check, subject, part, path, judged }: EarlierFinding): string {
  const { apiVersion, kind, namespace, name } = subject ?? {};
  return JSON.stringify([check, apiVersion, kind, namespace, name, part ?? null, path ?? null, judged]);
}

function renamedOf(known: readonly Finding[], moves: ReadonlyMap<string, EarlierFinding>): Compared['renamed'] {
  const pairs = known.flatMap(({ id, origin }) => {
    const was = moves.get(id)?.origin;
    if (was === undefined || origin === undefined || cleanPath(was.file) === cleanPath(origin.file)) return [];
    return [{ from: was.file, to: origin.file }];
  });
  const groups = Map.groupBy(pairs, ({ from, to }) => JSON.stringify([from, to]));
  return [...groups.values()].flatMap(([first, ...more]) =>
    first === undefined ? [] : [{ ...first, findings: more.length + 1 }],
  );
}
