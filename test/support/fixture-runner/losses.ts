/** What can be taken from the sight of a check: each thing that it reads, two of them, all, and in what way. */
import { isEvidenceKind, kindsBehind, objectReadsOf } from '../../../src/engine/view/reads.ts';
import { isResourceName, kindOf } from '../../../src/kube/kinds.ts';
import { resourceFor } from '../../../src/kube/resource-names.ts';
import type {
  AnyAutomatedCheck,
  CoverageState,
  EvidenceKind,
  KubeObject,
  StoredKind,
} from '../../../src/plugin-api/index.ts';
import type { Fixture } from './load.ts';

/** Evidence comes whole or not at all; of a list that failed or that is not followed any more some may be known. */
const OF_EVIDENCE = ['denied', 'error'] as const;
const OF_KINDS = ['denied', 'error', 'partly', 'stale'] as const;
type Way = (typeof OF_KINDS)[number];

const WORDS: Readonly<Record<Way, string>> = {
  denied: 'is denied to you',
  error: 'failed',
  partly: 'failed after its first page',
  stale: 'is not current',
};

/** Something less to see: what it is called, and the fixture without it. */
interface Lost {
  readonly name: string;
  readonly fixture: Fixture;
}
type Taking = (fixture: Fixture) => Lost;

export function lossesOf(check: AnyAutomatedCheck, fixture: Fixture): readonly Lost[] {
  const reads = objectReadsOf(check).map(({ what }) => what);
  // What no server of this fixture serves cannot be lost either.
  const isServed = (kind: EvidenceKind) => (fixture.evidence[kind]?.coverage.state ?? 'absent') !== 'absent';
  const evidence = [...new Set(reads.filter(isEvidenceKind))].filter(isServed);
  const groups = new Map(reads.map((what) => [kindsBehind(what).join(), kindsBehind(what)]));
  groups.delete('');
  const declared = (way: Way): readonly Taking[] => [
    ...OF_EVIDENCE.filter((each) => each === way).flatMap((each) =>
      evidence.map((kind) => (from: Fixture) => withoutEvidence(kind, each, from)),
    ),
    ...[...groups.values()].map((kinds) => (from: Fixture) => withoutKinds(kinds, undefined, way, from)),
  ];
  return [
    ...OF_KINDS.flatMap((way) => declared(way).map((take) => take(fixture))),
    ...deniedWithin([...groups.values()], fixture),
    ...pairsOf(declared('denied')).map((both) => withoutAll(both, fixture)),
    ...OF_KINDS.map((way) => ({
      name: `all that it reads, which ${WORDS[way]}`,
      fixture: withoutAll(declared(way), fixture).fixture,
    })),
  ];
}

/** Each kind of a joined one alone, and everything in one namespace only. */
function deniedWithin(groups: readonly (readonly StoredKind[])[], fixture: Fixture): readonly Lost[] {
  const single = new Set(groups.filter(({ length }) => length > 1).flat());
  for (const [kind, ...more] of groups) if (kind !== undefined && more.length === 0) single.delete(kind);
  const alone = [...single].map((kind) => [kind]);
  const namespaces = [...new Set(fixture.objects.flatMap(({ metadata }) => metadata.namespace ?? []))];
  return [
    ...alone.map((kinds) => withoutKinds(kinds, undefined, 'denied', fixture)),
    ...[...groups, ...alone].flatMap((kinds) =>
      namespaces.map((namespace) => withoutKinds(kinds, namespace, 'denied', fixture)),
    ),
  ];
}

function pairsOf<T>(items: readonly T[]): readonly (readonly [T, T])[] {
  return items.flatMap((first, at) => items.slice(at + 1).map((second) => [first, second] as const));
}

function withoutAll(takings: readonly Taking[], fixture: Fixture): Lost {
  const start: Lost = { name: '', fixture };
  return takings.reduce((before, take) => {
    const { name, fixture: left } = take(before.fixture);
    return { name: before.name === '' ? name : `${before.name} and ${name}`, fixture: left };
  }, start);
}

function withoutEvidence(kind: EvidenceKind, way: (typeof OF_EVIDENCE)[number], fixture: Fixture): Lost {
  const name = `${kind}, which ${WORDS[way]}`;
  const lost = { coverage: { state: way, reason: `${kind} ${WORDS[way]}` } } as const;
  return { name, fixture: { ...fixture, evidence: { ...fixture.evidence, [kind]: lost } } };
}

/** `namespace`: only there; `undefined`: everywhere. */
function withoutKinds(kinds: readonly StoredKind[], namespace: string | undefined, way: Way, fixture: Fixture): Lost {
  const isThere = (at: string | undefined) => namespace === undefined || at === namespace;
  const isKind = isOneOf(kinds);
  const isLost = (object: KubeObject) => isKind(object) && isThere(object.metadata.namespace);
  const where = namespace === undefined ? {} : { namespace };
  const state: CoverageState = way === 'partly' ? 'error' : way;
  const coverage = kinds.map((kind) => ({ kind, ...where, state, reason: `list ${kind} ${WORDS[way]}` }));
  // What was read and is not followed any more is no less hidden where the fixture denies it.
  const kept = fixture.coverage.filter((each) => !kinds.includes(each.kind) || !isThere(each.namespace));
  return {
    name: `${nameOf(kinds)} in ${namespace ?? 'all namespaces'}, which ${WORDS[way]}`,
    fixture: {
      ...fixture,
      objects: withoutLost(fixture.objects, isLost, way),
      coverage: way === 'stale' ? [...coverage, ...fixture.coverage] : [...kept, ...coverage],
    },
  };
}

function withoutLost(
  objects: readonly KubeObject[],
  isLost: (object: KubeObject) => boolean,
  way: Way,
): readonly KubeObject[] {
  if (way === 'stale') return objects;
  const lost = objects.filter(isLost);
  const firstPage = way === 'partly' ? lost.slice(0, Math.ceil(lost.length / 2)) : [];
  return objects.filter((object) => !isLost(object) || firstPage.includes(object));
}

function isOneOf(kinds: readonly StoredKind[]): (object: KubeObject) => boolean {
  const custom = kinds.filter(isResourceName);
  return (object) => {
    const kind = kindOf(object.apiVersion, object.kind) ?? resourceFor(object, custom);
    return kind !== undefined && kinds.includes(kind);
  };
}

function nameOf(kinds: readonly StoredKind[]): string {
  return kinds.length > 3 ? `${kinds.slice(0, 3).join(', ')}...` : kinds.join(', ');
}
