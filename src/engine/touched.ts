/** The units of a check that a change of the inventory may concern. */
import type { Delta } from '../inventory/index.ts';
import type { AnyAutomatedCheck } from '../plugin-api/index.ts';
import { touchedBy } from './facts.ts';
import type { Extent, Touched } from './marks.ts';
import { objectReadsOf } from './reads.ts';
import { CLUSTER_UNIT, kindsOfSubject } from './subjects.ts';

export function unitsTouched(check: AnyAutomatedCheck, delta: Delta): Touched {
  const kinds = kindsOfSubject(check.subject);
  const isOwn = (kind: string) =>
    kinds.some((own) => own === kind) || (check.subject === 'Workload' && kind === 'CustomWorkload');
  if (delta.coverage.some(isOwn)) return 'all';
  const units = new Map<string, Extent>();
  for (const { kind, namespace } of delta.objects) if (isOwn(kind)) units.set(namespace, 'subjects');
  for (const read of objectReadsOf(check)) {
    const touched = touchedBy(read, delta);
    if (touched === 'all') return 'all';
    for (const namespace of touched) units.set(namespace, 'whole');
    // The own scope of a subject outside of namespaces is the whole cluster.
    if (touched.length > 0) units.set(CLUSTER_UNIT, 'whole');
  }
  return units;
}
