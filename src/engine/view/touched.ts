/** What of a check a change of the inventory may concern. */
import type { Delta } from '../../inventory/index.ts';
import type { AnyAutomatedCheck, AnyRead } from '../../plugin-api/index.ts';
import { CLUSTER_UNIT, kindsOfSubject } from '../subjects.ts';
import { ALL_OF_IT, type Extent, extentOfRead, NOTHING, SUBJECTS, type Touched } from './extent.ts';
import { touchedBy } from './facts.ts';
import { flatten, readsOf } from './reads.ts';

export function touchedOf(check: AnyAutomatedCheck, delta: Delta): Touched {
  if (delta.isAnew === true) return ALL_OF_IT;
  const kinds = kindsOfSubject(check.subject);
  const isOwn = (kind: string) =>
    kinds.some((own) => own === kind) || (check.subject === 'Workload' && kind === 'CustomWorkload');
  if (delta.coverage.some(isOwn)) return ALL_OF_IT;
  const units = new Map<string, Extent>();
  const add = (unit: string, extent: Extent) => units.set(unit, (units.get(unit) ?? NOTHING) | extent);
  for (const { kind, namespace } of delta.objects) if (isOwn(kind)) add(namespace, SUBJECTS);
  let everywhere = NOTHING;
  for (const [index, read] of readsOf(check).entries()) {
    const { isEverywhere, isWhole, namespaces } = touchedByRead(read, delta);
    if (isWhole) return ALL_OF_IT;
    if (isEverywhere) everywhere |= extentOfRead(index);
    for (const namespace of namespaces) add(namespace, extentOfRead(index));
    // The own scope of a subject outside of namespaces is the whole cluster.
    if (namespaces.size > 0) add(CLUSTER_UNIT, extentOfRead(index));
  }
  return { everywhere, units };
}

interface TouchedRead {
  readonly isEverywhere: boolean;
  /** Other verdicts may be due without any look at the objects. */
  readonly isWhole: boolean;
  readonly namespaces: ReadonlySet<string>;
}

function touchedByRead(read: AnyRead, delta: Delta): TouchedRead {
  const namespaces = new Set<string>();
  let isEverywhere = false;
  let isWhole = false;
  for (const each of flattened(read)) {
    const touched = touchedBy(each, delta);
    if (touched === 'all') isEverywhere = true;
    else for (const namespace of touched) namespaces.add(namespace);
    isWhole ||= touched === 'all' && (delta.coverage.length > 0 || delta.evidence.length > 0);
  }
  return { isEverywhere, isWhole, namespaces };
}

const known = new WeakMap<AnyRead, ReturnType<typeof flatten>>();

function flattened(read: AnyRead): ReturnType<typeof flatten> {
  const found = known.get(read) ?? flatten([read]);
  known.set(read, found);
  return found;
}
