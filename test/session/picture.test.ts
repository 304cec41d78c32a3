/** A picture made from the one before is the picture that a fresh scan would give. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PLUGINS } from '../../plugins/index.ts';
import { ITEMS } from '../../src/catalog/items.ts';
import { createEngine, createRegistry } from '../../src/engine/index.ts';
import { createInventory } from '../../src/inventory/index.ts';
import { refOf } from '../../src/kube/refs.ts';
import type { Observed, SourceEvent } from '../../src/model/ports.ts';
import type { Records } from '../../src/model/records.ts';
import type { ScanSnapshot } from '../../src/model/snapshot.ts';
import type { KubeObject, Severity, StoredKind } from '../../src/plugin-api/index.ts';
import { needsOf } from '../../src/session/needs.ts';
import { Picture } from '../../src/session/picture/picture.ts';
import { openSample } from '../../src/sources/sample/index.ts';
import { deleted } from '../support/objects.ts';

const { checks } = createRegistry(
  PLUGINS,
  ITEMS.map(({ id }) => id),
);
const NOW = new Date('2026-01-02T03:04:05Z');
const NO_RECORDS: Records = { attestations: [], waivers: [] };

interface Stored {
  readonly kind: StoredKind;
  readonly item: Observed;
}

async function sampleEvents(): Promise<readonly SourceEvent[]> {
  const options = { ...needsOf(checks, { mayWrite: true }), namespaces: [], watch: false };
  const found: SourceEvent[] = [];
  for await (const event of openSample().source.stream(options, new AbortController().signal)) found.push(event);
  return found;
}

const events = await sampleEvents();
const identity = await openSample().source.identity(new AbortController().signal);
const stored: readonly Stored[] = events.flatMap((event) =>
  event.type === 'upsert' ? event.items.map((item) => ({ kind: event.kind, item })) : [],
);

type Loose = KubeObject & { readonly spec?: object };

/** What may become of an object, and what may become known about it. */
const CHANGES: Readonly<Record<string, (item: Observed) => Observed>> = {
  labelled: ({ object, ...rest }) => {
    const labels = { ...object.metadata.labels, 'pod-security.kubernetes.io/enforce': 'restricted' };
    return { ...rest, object: { ...object, metadata: { ...object.metadata, labels } } };
  },
  deleted: ({ object, ...rest }) => ({ ...rest, object: deleted(object) }),
  owned: ({ object }) => ({ object, facts: { owner: { manager: 'helm', label: 'Helm release x' } } }),
  'without containers': ({ object, ...rest }) => ({ ...rest, object: emptied(object as Loose) }),
  'without subjects or rules': ({ object, ...rest }) => {
    const { subjects: _, rules: __, ...others } = object as unknown as Record<string, unknown>;
    return { ...rest, object: others as unknown as KubeObject };
  },
  'as it was': (item) => item,
};

function emptied(object: Loose): KubeObject {
  const template = { spec: { containers: [], hostNetwork: true } };
  const spec = { ...object.spec, ...(object.kind === 'Pod' ? template.spec : { template }) };
  return { ...object, spec } as unknown as KubeObject;
}

type Happening =
  | { readonly event: SourceEvent }
  /** The decision at this place of the list is waived from now on; -1 ends all waivers. */
  | { readonly waive: number }
  | { readonly attest: number };

const anyStored = fc.constantFrom(...stored);
const happening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.tuple(anyStored, fc.constantFrom(...Object.values(CHANGES))).map(([{ kind, item }, change]) => ({
      event: { type: 'upsert' as const, kind, items: [change(item)] },
    })),
  },
  {
    weight: 4,
    arbitrary: anyStored.map(({ kind, item }) => ({
      event: { type: 'remove' as const, kind, refs: [refOf(item.object)] },
    })),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(anyStored, fc.constantFrom('full', 'denied', 'stale')).map(([{ kind }, state]) => ({
      event: { type: 'coverage' as const, kind, coverage: { state, reason: 'no' } as never },
    })),
  },
  { weight: 3, arbitrary: fc.integer({ min: -1, max: 60 }).map((waive) => ({ waive })) },
  { weight: 1, arbitrary: fc.nat({ max: 60 }).map((attest) => ({ attest })) },
);

interface Asked {
  readonly namespaces?: readonly string[];
  readonly minSeverity?: Severity;
}

function scanOf(asked: Asked) {
  const { namespaces } = asked;
  const inventory = createInventory();
  const scope = namespaces === undefined ? {} : { namespaces };
  const engine = createEngine({ checks, inventory, sourceType: 'sample', context: 'sample', ...scope });
  const source = { type: 'sample' as const, label: 'sample' };
  const picture = new Picture({ source, identity, checks, leftOut: [], engine, inventory, ...asked });
  return {
    send: (event: SourceEvent) => engine.update(inventory.apply(event)),
    take: (records: Records): ScanSnapshot => {
      engine.evaluateAll();
      return picture.take({ records, now: NOW, messages: [] });
    },
  };
}

const ANSWER = { cluster: '*', by: 'a', at: '2026-01-01T00:00:00Z', expires: '2026-06-01' } as const;

function withWaiver(records: Records, at: number, { decisions }: ScanSnapshot): Records {
  if (at < 0) return { ...records, waivers: [] };
  const decision = decisions[at];
  if (decision === undefined) return records;
  const findings = decision.findings.map(({ id, judged, severity }) => ({ id, judged, severity }));
  const waiver = { ...ANSWER, decision: decision.id, title: decision.title, reason: 'r', findings };
  return { ...records, waivers: [...records.waivers, waiver] };
}

/** Every second one is for a namespace only. */
function withAnswer(records: Records, at: number): Records {
  const check = checks[at >> 1]?.meta.id ?? '';
  const scope = at % 2 === 0 ? {} : { scope: 'shop' };
  const answer = { ...ANSWER, ...scope, check, verdict: 'pass', evidence: 'e' } as const;
  return { ...records, attestations: [...records.attestations, answer] };
}

const asked: fc.Arbitrary<Asked> = fc.constantFrom<Asked>({}, {}, { namespaces: ['shop'] }, { minSeverity: 'high' });

test('Whatever happens in whatever order, a picture made step by step is that of a fresh scan', () => {
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 12 }), fc.integer({ min: 1, max: 4 }), asked, (all, every, scope) => {
      const scan = scanOf(scope);
      for (const event of events) scan.send(event);
      const seen = [...events];
      let records = NO_RECORDS;
      let picture = scan.take(records);
      all.forEach((each, index) => {
        if ('event' in each) {
          scan.send(each.event);
          seen.push(each.event);
        } else if ('waive' in each) records = withWaiver(records, each.waive, picture);
        else records = withAnswer(records, each.attest);
        if (index % every === 0) picture = scan.take(records);
      });
      const fresh = scanOf(scope);
      for (const event of seen) fresh.send(event);
      expect(scan.take(records)).toEqual(fresh.take(records));
    }),
    { numRuns: 40 },
  );
});

test('What nothing happened to stays the same object', () => {
  const scan = scanOf({});
  for (const event of events) scan.send(event);
  const before = scan.take(NO_RECORDS);
  expect(scan.take(NO_RECORDS).decisions).toBe(before.decisions);
  const pod = stored.find(({ kind }) => kind === 'Pod');
  if (pod === undefined) throw new Error('the sample has no pods');
  scan.send({ type: 'remove', kind: 'Pod', refs: [refOf(pod.item.object)] });
  const { namespace } = pod.item.object.metadata;
  const elsewhere = ({ decisions }: ScanSnapshot) =>
    decisions.filter(({ subject }) => subject.namespace !== undefined && subject.namespace !== namespace);
  const [was, is] = [elsewhere(before), elsewhere(scan.take(NO_RECORDS))];
  expect(is.length).toBe(was.length);
  expect(is.every((decision, index) => decision === was[index])).toBe(true);
});
