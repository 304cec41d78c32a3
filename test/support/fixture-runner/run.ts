/** One check on the objects of a fixture, through the real inventory and engine. */

import { createDecoder } from '../../../src/decode/decode.ts';
import { createEngine, withCauses } from '../../../src/engine/index.ts';
import { createInventory } from '../../../src/inventory/index.ts';
import { ALL_KINDS, isResourceName, kindOf } from '../../../src/kube/kinds.ts';
import { resourceFor } from '../../../src/kube/resource-names.ts';
import type { CheckResult, Finding } from '../../../src/model/finding.ts';
import type { SourceEvent } from '../../../src/model/ports.ts';
import {
  type AnyAutomatedCheck,
  type AnyRead,
  type AnyTable,
  type Check,
  EVIDENCE_KINDS,
  type EvidenceResult,
  type KubeObject,
  type StoredKind,
} from '../../../src/plugin-api/index.ts';
import { needsOf } from '../../../src/session/needs.ts';
import { type GivenValues, valuesOf } from './given.ts';
import type { Fixture } from './load.ts';

const NOT_SERVED: EvidenceResult<never> = { coverage: { state: 'absent', reason: 'it is not served here' } };

export interface FixtureRun {
  readonly results: readonly CheckResult[];
  readonly findings: readonly Finding[];
  /** What the check asked its view for. */
  readonly asked: ReadonlySet<AnyRead | AnyTable>;
}

export interface RunOptions {
  /** Nothing is dropped of custom resources, whatever is kept of them. */
  readonly isWhole?: boolean;
}

/** Throws where the fixture gives what the check does not take. */
export function runFixture(check: AnyAutomatedCheck, fixture: Fixture, options: RunOptions = {}): FixtureRun {
  const given = fixture.given === undefined ? {} : valuesOf(check, fixture.given);
  return runChecks([check], fixture, { ...options, given });
}

export function runChecks(
  checks: readonly Check[],
  fixture: Fixture,
  options: RunOptions & { readonly given?: Partial<GivenValues> } = {},
): FixtureRun {
  const inventory = createInventory();
  for (const event of eventsOf(fixture, checks, options)) inventory.apply(event);
  const asked = new Set<AnyRead | AnyTable>();
  const engine = createEngine({
    checks,
    inventory,
    sourceType: fixture.sourceType,
    context: 'fixture',
    onRead: (_, read) => asked.add(read),
    ...options.given,
  });
  engine.evaluateAll();
  const results = checks.flatMap((check) => (check.mode === 'automated' ? engine.results(check) : []));
  return { results, findings: withCauses(engine.findings()), asked };
}

/** What the source would say of these objects, asked for what the checks declare. */
export function eventsOf(
  { objects, coverage, evidence }: Fixture,
  checks: readonly Check[],
  { isWhole = false }: RunOptions = {},
): readonly SourceEvent[] {
  const requests = needsOf(checks, { mayWrite: false }).kinds;
  const custom = requests.map(({ kind }) => kind).filter(isResourceName);
  const decoder = createDecoder(requests);
  const kindFor = (object: KubeObject): StoredKind =>
    kindOf(object.apiVersion, object.kind) ?? resourceFor(object, custom) ?? 'CustomWorkload';
  const byKind = Map.groupBy(objects, kindFor);
  const kinds: readonly StoredKind[] = [...ALL_KINDS, ...custom];
  const decoded = (kind: StoredKind, object: KubeObject) => {
    const type = { apiVersion: object.apiVersion, kind: object.kind };
    if (!isResourceName(kind)) return decoder.decode(structuredClone(object), type);
    const observed = decoder.decode(structuredClone(object), { ...type, resource: kind });
    return isWhole ? { ...observed, object: structuredClone(object) } : observed;
  };
  return [
    ...[...byKind].map(([kind, items]) => ({
      type: 'upsert' as const,
      kind,
      items: items.map((object) => deepFrozen(decoded(kind, object))),
    })),
    ...kinds.map((kind) => ({ type: 'coverage' as const, kind, coverage: { state: 'full' as const } })),
    ...coverage.map(({ kind, namespace, ...rest }) => ({
      type: 'coverage' as const,
      kind,
      ...(namespace === undefined ? {} : { namespace }),
      coverage: rest,
    })),
    {
      type: 'evidence',
      evidence: deepFrozen({ ...Object.fromEntries(EVIDENCE_KINDS.map((kind) => [kind, NOT_SERVED])), ...evidence }),
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
