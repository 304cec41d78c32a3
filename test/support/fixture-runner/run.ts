/** One check on the objects of a fixture, through the real inventory and engine. */

import { createDecoder } from '../../../src/decode/decode.ts';
import { createEngine, withCauses } from '../../../src/engine/index.ts';
import { createInventory, storageKind } from '../../../src/inventory/index.ts';
import { ALL_KINDS } from '../../../src/kube/kinds.ts';
import { refOf } from '../../../src/kube/refs.ts';
import type { CheckResult, Finding } from '../../../src/model/finding.ts';
import type { SourceEvent } from '../../../src/model/ports.ts';
import type {
  AnyAutomatedCheck,
  Check,
  EvidenceKind,
  EvidenceResult,
  KubeObject,
  Readable,
} from '../../../src/plugin-api/index.ts';
import type { Fixture } from './load.ts';

const EVIDENCE: readonly EvidenceKind[] = ['ServerFlags', 'Metrics', 'ServerVersion', 'Discovery', 'Identity'];
const NOT_SERVED: EvidenceResult<never> = { coverage: { state: 'absent', reason: 'it is not served here' } };

export interface FixtureRun {
  readonly results: readonly CheckResult[];
  readonly findings: readonly Finding[];
  /** What the check asked its view for. */
  readonly asked: ReadonlySet<Readable>;
}

export function runFixture(check: AnyAutomatedCheck, fixture: Fixture): FixtureRun {
  return runChecks([check], fixture);
}

export function runChecks(checks: readonly Check[], fixture: Fixture): FixtureRun {
  const inventory = createInventory();
  for (const event of eventsOf(fixture)) inventory.apply(event);
  const asked = new Set<Readable>();
  const engine = createEngine({
    checks,
    inventory,
    sourceType: fixture.sourceType,
    context: 'fixture',
    onRead: (_, read) => asked.add(read),
  });
  engine.evaluateAll();
  const results = checks.flatMap((check) => (check.mode === 'automated' ? engine.results(check) : []));
  return { results, findings: withCauses(engine.findings()), asked };
}

function eventsOf({ objects, coverage, evidence }: Fixture): readonly SourceEvent[] {
  const decoder = createDecoder();
  const byKind = Map.groupBy(objects, (object) => storageKind(refOf(object)));
  return [
    ...[...byKind].map(([kind, items]) => ({
      type: 'upsert' as const,
      kind,
      items: items.map((object) => deepFrozen(decoder.decode(structuredClone(object)))),
    })),
    ...ALL_KINDS.map((kind) => ({ type: 'coverage' as const, kind, coverage: { state: 'full' as const } })),
    ...coverage.map(({ kind, namespace, ...rest }) => ({
      type: 'coverage' as const,
      kind,
      ...(namespace === undefined ? {} : { namespace }),
      coverage: rest,
    })),
    {
      type: 'evidence',
      evidence: deepFrozen({ ...Object.fromEntries(EVIDENCE.map((kind) => [kind, NOT_SERVED])), ...evidence }),
    },
  ];
}

/** A check that writes to its input throws. */
function deepFrozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const member of Object.values(value)) deepFrozen(member);
  }
  return value;
}

export function sameObject(left: KubeObject, right: KubeObject): boolean {
  const { apiVersion, kind, metadata } = left;
  return (
    apiVersion === right.apiVersion &&
    kind === right.kind &&
    metadata.name === right.metadata.name &&
    metadata.namespace === right.metadata.namespace
  );
}
