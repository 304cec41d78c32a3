/** The denial property: whatever is taken from a check's sight, no verdict gets better or surer, and no change more certain. */
import { expect } from 'vitest';
import { isEvidenceKind, kindsBehind, objectReadsOf } from '../../../src/engine/view/reads.ts';
import { isResourceName, kindOf } from '../../../src/kube/kinds.ts';
import { resourceFor } from '../../../src/kube/resource-names.ts';
import { READINESS_ORDER } from '../../../src/model/decision.ts';
import type { CheckResult, ResultStatus } from '../../../src/model/finding.ts';
import type {
  AnyAutomatedCheck,
  EvidenceKind,
  KubeObject,
  Proposal,
  StoredKind,
} from '../../../src/plugin-api/index.ts';
import type { Fixture } from './load.ts';
import { runFixture } from './run.ts';

/** One right less: what it is called, and the fixture without it. */
interface Denial {
  readonly name: string;
  readonly fixture: Fixture;
}

export function expectDenials(check: AnyAutomatedCheck, fixture: Fixture): void {
  if (fixture.sourceType === 'files') return;
  const before = new Map(runFixture(check, fixture).results.map((result) => [keyOf(result), result]));
  for (const denial of denialsOf(check, fixture)) {
    for (const result of runFixture(check, denial.fixture).results) {
      const was = before.get(keyOf(result));
      if (was !== undefined) expectNoBetter(was, result, denial.name);
    }
  }
}

function keyOf({ subject: { kind, namespace = '', name } }: CheckResult): string {
  return `${kind}/${namespace}/${name}`;
}

function expectNoBetter(was: CheckResult, is: CheckResult, denied: string): void {
  const allowed: readonly ResultStatus[] = [was.status, 'unknown'];
  expect(allowed, `without ${denied}, ${keyOf(is)} was ${was.status}`).toContain(is.status);
  if (is.status === was.status && was.confidence === 'inferred')
    expect(is.confidence, `without ${denied}, ${keyOf(is)} was only inferred`).toBe('inferred');
  for (const finding of is.findings) {
    const earlier = was.findings.find(({ id }) => id === finding.id);
    expect(rank(finding.proposal), `without ${denied}: ${finding.message}`).toBeGreaterThanOrEqual(
      earlier === undefined ? rank({ readiness: 'review' }) : rank(earlier.proposal),
    );
  }
}

/** Nothing to offer counts as least ready, like a change that only a file can take. */
function rank(proposal: Pick<Proposal, 'readiness'> | undefined): number {
  return proposal === undefined ? READINESS_ORDER.length : READINESS_ORDER.indexOf(proposal.readiness);
}

function denialsOf(check: AnyAutomatedCheck, fixture: Fixture): readonly Denial[] {
  const reads = objectReadsOf(check);
  // What no server of this fixture serves cannot be denied either.
  const isServed = (kind: EvidenceKind) => (fixture.evidence[kind]?.coverage.state ?? 'absent') !== 'absent';
  const evidence = [...new Set(reads.map(({ what }) => what).filter(isEvidenceKind))].filter(isServed);
  const kinds = [...new Set(reads.flatMap(({ what }) => (isEvidenceKind(what) ? [] : [kindsBehind(what)])))];
  const groups = new Map(kinds.map((group) => [group.join(), group]));
  for (const kind of kinds.flat()) groups.set(kind, [kind]);
  const namespaces = [...new Set(fixture.objects.map(({ metadata }) => metadata.namespace))];
  const declared: readonly Denying[] = [
    ...evidence.map((kind) => (from: Fixture) => withoutEvidence(kind, from)),
    ...kinds.map((group) => (from: Fixture) => withoutKinds(group, undefined, from)),
  ];
  return [
    ...evidence.map((kind) => withoutEvidence(kind, fixture)),
    ...[...groups.values()].flatMap((group) => [
      withoutKinds(group, undefined, fixture),
      ...namespaces.flatMap((namespace) => (namespace === undefined ? [] : [withoutKinds(group, namespace, fixture)])),
    ]),
    ...pairsOf(declared).map((both) => withoutAll(both, fixture)),
    { ...withoutAll(declared, fixture), name: 'all that it reads' },
  ];
}

type Denying = (fixture: Fixture) => Denial;

function pairsOf<T>(items: readonly T[]): readonly (readonly [T, T])[] {
  return items.flatMap((first, at) => items.slice(at + 1).map((second) => [first, second] as const));
}

function withoutAll(denying: readonly Denying[], fixture: Fixture): Denial {
  const start: Denial = { name: '', fixture };
  return denying.reduce((before, deny) => {
    const { name, fixture: left } = deny(before.fixture);
    return { name: before.name === '' ? name : `${before.name} and ${name}`, fixture: left };
  }, start);
}

function withoutEvidence(kind: EvidenceKind, fixture: Fixture): Denial {
  const denied = { coverage: { state: 'denied', reason: `${kind} is denied to you` } } as const;
  return { name: kind, fixture: { ...fixture, evidence: { ...fixture.evidence, [kind]: denied } } };
}

/** `namespace`: only there; `undefined`: everywhere. */
function withoutKinds(kinds: readonly StoredKind[], namespace: string | undefined, fixture: Fixture): Denial {
  const custom = kinds.filter(isResourceName);
  const isKind = (object: KubeObject) => {
    const kind = kindOf(object.apiVersion, object.kind) ?? resourceFor(object, custom);
    return kind !== undefined && kinds.includes(kind);
  };
  const isThere = (at: string | undefined) => namespace === undefined || at === namespace;
  const objects = fixture.objects.filter((object) => !isKind(object) || !isThere(object.metadata.namespace));
  const where = namespace === undefined ? {} : { namespace };
  const coverage = kinds.map((kind) => ({
    kind,
    ...where,
    state: 'denied' as const,
    reason: `list ${kind} is denied to you`,
  }));
  const kept = fixture.coverage.filter((each) => !kinds.includes(each.kind) || !isThere(each.namespace));
  return {
    name: `${kinds.length > 3 ? `${kinds.slice(0, 3).join(', ')}...` : kinds.join(', ')} in ${namespace ?? 'all namespaces'}`,
    fixture: { ...fixture, objects, coverage: [...kept, ...coverage] },
  };
}
