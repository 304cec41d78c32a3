/** Namespaces with what checks and the platform say of them: default deny both ways, and whether they are ours. */
import type { ResultChange } from '../../engine/index.ts';
import { refKey } from '../../kube/refs.ts';
import type { ResultStatus } from '../../model/finding.ts';
import type { NamespaceSummary } from '../../model/snapshot.ts';
import type { ObjectRef } from '../../plugin-api/index.ts';

type Direction = 'ingress' | 'egress';

/** The checks that decide whether a namespace refuses what no policy allows. */
export const DEFAULT_DENY: Readonly<Record<Direction, string>> = {
  ingress: 'network/default-deny-ingress',
  egress: 'network/default-deny-egress',
};
const DIRECTIONS = Object.entries(DEFAULT_DENY) as readonly (readonly [Direction, string])[];

export class Namespaces {
  readonly #verdicts = new Map<string, Partial<Record<Direction, ResultStatus>>>();
  #known = new Map<string, { readonly from: NamespaceSummary; readonly made: NamespaceSummary }>();

  update(changes: readonly ResultChange[]): void {
    for (const { check, gone, come } of changes) {
      const direction = DIRECTIONS.find(([, id]) => id === check.meta.id)?.[0];
      if (direction === undefined) continue;
      for (const { subject } of gone) this.#set(subject, direction, undefined);
      for (const { subject, status } of come) this.#set(subject, direction, status);
    }
  }

  /** What has not changed is the same object as before. */
  of(summaries: readonly NamespaceSummary[], isPlatform: (name: string) => boolean): readonly NamespaceSummary[] {
    const made = summaries.map((from) => {
      const key = refKey(refOf(from));
      const is = this.#made(from, key, isPlatform(from.name));
      const known = this.#known.get(key);
      const same = known?.from === from && isSame(known.made, is) ? known.made : is;
      return [key, { from, made: same }] as const;
    });
    this.#known = new Map(made);
    return made.map(([, each]) => each.made);
  }

  #made(from: NamespaceSummary, key: string, isPlatform: boolean): NamespaceSummary {
    const verdicts = this.#verdicts.get(key);
    return {
      ...from,
      ...(verdicts === undefined
        ? {}
        : { defaultDeny: { ingress: verdicts.ingress ?? 'not-asked', egress: verdicts.egress ?? 'not-asked' } }),
      ...(isPlatform ? { isPlatform } : {}),
    };
  }

  #set(subject: ObjectRef, direction: Direction, status: ResultStatus | undefined): void {
    const key = refKey(subject);
    const { [direction]: _before, ...others } = this.#verdicts.get(key) ?? {};
    const now = status === undefined ? others : { ...others, [direction]: status };
    if (Object.keys(now).length === 0) this.#verdicts.delete(key);
    else this.#verdicts.set(key, now);
  }
}

function refOf({ name, file }: NamespaceSummary): ObjectRef {
  return { apiVersion: 'v1', kind: 'Namespace', name, ...(file === undefined ? {} : { file }) };
}

function isSame(left: NamespaceSummary, right: NamespaceSummary): boolean {
  return (
    left.isPlatform === right.isPlatform &&
    left.defaultDeny?.ingress === right.defaultDeny?.ingress &&
    left.defaultDeny?.egress === right.defaultDeny?.egress
  );
}
