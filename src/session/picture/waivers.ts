/** Which waivers hold today, and for which decisions. */
import type { Decision } from '../../model/decision.ts';
import type { ClusterIdentity } from '../../model/ports.ts';
import type { Records, Waiver } from '../../model/records.ts';
import { isExpired } from '../../records/index.ts';
import type { HeldAnswers } from '../answered.ts';
import { accepts } from '../waivers.ts';

export interface Today {
  readonly identity: ClusterIdentity;
  readonly now: Date;
}

/** By the id of the decision. */
export type Waivers = ReadonlyMap<string, readonly Waiver[]>;

export function waiversThatHold({ waivers }: Records, today: Today): Waivers {
  return Map.groupBy(
    waivers.filter((waiver) => holds(waiver, today)),
    ({ decision }) => decision,
  );
}

/** The newest answer to each check, or part of its subjects, that holds for this cluster today. */
export function answersThatHold({ attestations }: Records, today: Today): HeldAnswers {
  const sorted = attestations
    .filter((answer) => holds(answer, today))
    .toSorted((left, right) => (left.at < right.at ? -1 : 1));
  const newest = [...new Map(sorted.map((answer) => [`${answer.check}@${answer.scope ?? ''}`, answer])).values()];
  return {
    whole: new Map(newest.flatMap((answer) => (answer.scope === undefined ? [[answer.check, answer]] : []))),
    scoped: Map.groupBy(
      newest.filter(({ scope }) => scope !== undefined),
      ({ check }) => check,
    ),
  };
}

export function waiverOf(decision: Decision, waivers: Waivers): Waiver | undefined {
  return waivers.get(decision.id)?.find((each) => decision.findings.every((finding) => accepts(each, finding)));
}

/** Ids of decisions for which other waivers hold than before. */
export function waivedOtherwise(before: Waivers, now: Waivers): ReadonlySet<string> {
  const ids = [...before.keys(), ...now.keys()];
  return new Set(ids.filter((id) => !isSame(before.get(id) ?? [], now.get(id) ?? [])));
}

function isSame(left: readonly Waiver[], right: readonly Waiver[]): boolean {
  return left.length === right.length && left.every((waiver, index) => waiver === right[index]);
}

export function holds(
  record: { readonly cluster: string; readonly expires: string },
  { identity, now }: Today,
): boolean {
  return (record.cluster === identity.id || record.cluster === '*') && !isExpired(record.expires, now);
}
