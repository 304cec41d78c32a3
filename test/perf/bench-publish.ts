/** One event after the first read: how long until it is judged and shown, and whether that grows with the cluster. */
import { PLUGINS } from '../../plugins/index.ts';
import { ITEMS } from '../../src/catalog/items.ts';
import { createDecoder } from '../../src/decode/decode.ts';
import { createEngine, createRegistry } from '../../src/engine/index.ts';
import { createInventory } from '../../src/inventory/index.ts';
import type { SourceEvent } from '../../src/model/ports.ts';
import type { Kind } from '../../src/plugin-api/index.ts';
import { needsOf } from '../../src/session/needs.ts';
import { Picture } from '../../src/session/picture/picture.ts';
import type { Manifest } from './app.ts';
import type { Size } from './fill.ts';
import { byCost, type Cost, type Figure, median, ratio, round } from './report.ts';
import { events, IDENTITY, namespaceObject, objectsOf, upsert } from './scripted.ts';

const LARGE: Size = { namespaces: 100, deployments: 2000, pods: 10_000 };
const SMALL: Size = { namespaces: 10, deployments: 200, pods: 1000 };
const CROWDED: Size = { namespaces: 1, deployments: 2000, pods: 10_000 };
const EVENTS = 40;
/** The first few find cold code. */
const WARM_UP = 10;
const FRAME_MS = 16;

type Loose = Manifest & {
  readonly spec: { readonly template: { readonly spec: object } };
  readonly status: object;
};

/** What happens to the objects of one Deployment. */
const HAPPENINGS: Readonly<Record<string, (number: number, size: Size) => readonly [Kind, Manifest]>> = {
  'a pod': (number, size) => {
    const pod = find(number, size, 'Pod');
    return ['Pod', { ...pod, status: { ...pod.status, phase: 'Pending' } }];
  },
  'a Deployment': (number, size) => {
    const deployment = find(number, size, 'Deployment');
    const { spec } = deployment;
    const template = { ...spec.template, spec: { ...spec.template.spec, hostNetwork: true, hostPID: true } };
    return ['Deployment', { ...deployment, spec: { ...spec, template } }];
  },
  'a label of a Namespace': (number, size) => [
    'Namespace',
    // Another level than the last time in that namespace, whatever their number: an event that changes nothing costs nothing.
    namespaceObject(number % size.namespaces, {
      'pod-security.kubernetes.io/enforce': LEVELS[Math.floor(number / size.namespaces) % 2] ?? '',
    }),
  ],
  'a RoleBinding': (number, size) => {
    const subjects = [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: `user-${number}` }];
    return ['RoleBinding', { ...find(number, size, 'RoleBinding'), subjects }];
  },
};
const LEVELS = ['baseline', 'privileged'];

function find(number: number, size: Size, kind: Kind): Loose {
  const [found] = objectsOf(number, kind, size);
  if (found === undefined) throw new Error(`Deployment ${number} has no ${kind}`);
  return found as Loose;
}

export async function benchPublish(
  print: (figure: Figure) => void,
  { checks }: { readonly checks: boolean },
): Promise<void> {
  if (checks) return printChecks(print);
  const small = timesOf(SMALL);
  const large = timesOf(LARGE);
  for (const [name, times] of large) {
    const wall = times.map(({ wallMs }) => wallMs);
    const [processor, processorSmall] = [processorOf(times), processorOf(small.get(name) ?? [])];
    print({
      name: `publish: ${name} changes, ${LARGE.pods} pods`,
      value: `${round(median(wall))} ms (processor ${round(processor)} ms), at most ${round(Math.max(...wall))} ms`,
      goal: { is: median(wall), atMost: FRAME_MS, unit: ' ms' },
    });
    // Processor time: what else the machine does must not look like growth.
    print(ratio(`publish: ${name} changes, to ${SMALL.pods} pods`, processor, processorSmall, 2));
  }
  printCrowded(print);
}

/** What costs most, by check: with what it derives first, which others then have for nothing. */
function printChecks(print: (figure: Figure) => void): void {
  for (const [where, size] of [
    [`${LARGE.pods} pods`, LARGE],
    [`a namespace of ${CROWDED.pods} pods`, CROWDED],
  ] as const) {
    for (const [name, times] of timesOf(size))
      for (const { check, ms, units } of byCost(times.map(({ costs }) => costs)))
        print({
          name: `publish: ${name} changes, ${where}`,
          value: `${round(ms)} ms, ${round(units)} units: ${check}`,
        });
  }
}

/** All of it in one namespace. */
function printCrowded(print: (figure: Figure) => void): void {
  const times = timesOf(CROWDED, ['a pod']).get('a pod') ?? [];
  const wall = median(times.map(({ wallMs }) => wallMs));
  print({
    name: `publish: a pod changes in a namespace of ${CROWDED.pods} pods`,
    value: `${round(wall)} ms (processor ${round(processorOf(times))} ms)`,
  });
}

interface Took {
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly costs: readonly Cost[];
}

function processorOf(times: readonly Took[]): number {
  return median(times.map(({ cpuMs }) => cpuMs));
}

/** From an event to its picture, by what happened. */
function timesOf(size: Size, only = Object.keys(HAPPENINGS)): ReadonlyMap<string, readonly Took[]> {
  const scan = open(size);
  const decoder = createDecoder();
  const names = Object.entries(HAPPENINGS).filter(([name]) => only.includes(name));
  const times = new Map(names.map(([name]) => [name, [] as Took[]] as const));
  for (let number = 0; number < WARM_UP + EVENTS; number++)
    for (const [name, happen] of names) {
      const [kind, object] = happen(number, size);
      const event = upsert(decoder, kind, [object]);
      const [began, used] = [performance.now(), process.cpuUsage()];
      const costs = scan.show(event);
      const { user, system } = process.cpuUsage(used);
      if (number >= WARM_UP)
        times.get(name)?.push({ wallMs: performance.now() - began, cpuMs: (user + system) / 1000, costs });
    }
  return times;
}

function open(size: Size): { show(event: SourceEvent): readonly Cost[] } {
  const { checks } = createRegistry(
    PLUGINS,
    ITEMS.map(({ id }) => id),
  );
  const inventory = createInventory();
  const engine = createEngine({ checks, inventory, sourceType: 'live', context: IDENTITY.context });
  const source = { type: 'live' as const, label: IDENTITY.context };
  const picture = new Picture({ source, identity: IDENTITY, checks, leftOut: [], engine, inventory });
  const kinds = needsOf(checks, { mayWrite: true }).kinds.map(({ kind }) => kind);
  for (const event of events(size, kinds)) engine.update(inventory.apply(event));
  const occasion = { records: { attestations: [], waivers: [] }, now: new Date(), messages: [] };
  const publish = (): readonly Cost[] => {
    const costs: Cost[] = [];
    let began = performance.now();
    for (const { check } of engine.evaluate()) {
      const now = performance.now();
      costs.push({ check: check.meta.id, ms: now - began, units: 1 });
      began = now;
    }
    picture.take(occasion);
    return costs;
  };
  publish();
  return {
    show: (event) => {
      engine.update(inventory.apply(event));
      return publish();
    },
  };
}
