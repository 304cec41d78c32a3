/** The engine and the naive evaluators of policies of Cilium and of Calico say the same, where all can be told. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  hasPort,
  type Protocol,
  Reach,
  type ReachPod,
  type ReachWorld,
} from '../../../../src/analysis/network-policy/index.ts';
import type { NaivePod } from './naive.ts';
import { calicoAllows } from './naive-calico.ts';
import { ciliumAllows } from './naive-cilium.ts';
import { NOTHING } from './other-world.ts';
import { calicoObject, calicoWorld, setObject } from './random-calico.ts';
import { ciliumObject, ciliumWorld } from './random-cilium.ts';
import { randomAddress, randomPort } from './random-world.ts';
import '../../../support/setup/seed.ts';

const RUNS = { numRuns: 400 };
const ports = fc.array(randomPort, { minLength: 1, maxLength: 4 });

test('two evaluators agree on random policies of Cilium beside NetworkPolicies', () => {
  fc.assert(
    fc.property(ciliumWorld, ports, randomAddress, (world, asked, address) => {
      const cilium = world.specs.map(ciliumObject);
      compare(world, { cilium, isAlways: world.isAlways }, false, { asked, address }, (from, to, protocol, port) =>
        ciliumAllows(world, from, to, protocol, port),
      );
    }),
    RUNS,
  );
});

test('two evaluators agree on random policies of Calico beside NetworkPolicies', () => {
  fc.assert(
    fc.property(calicoWorld, ports, randomAddress, (world, asked, address) => {
      const tiers = world.tiers.map(({ name, ...spec }) => ({ kind: 'Tier', metadata: { name }, spec }));
      const networkSets = world.sets.map(setObject);
      const others = { calico: world.specs.map(calicoObject), tiers, networkSets };
      compare(world, others, true, { asked, address }, (from, to, protocol, port) =>
        calicoAllows(world, from, to, protocol, port),
      );
    }),
    RUNS,
  );
});

interface World<T extends NaivePod> {
  readonly pods: readonly T[];
  readonly namespaces: ReadonlyMap<string, Readonly<Record<string, string>>>;
  readonly policies: readonly object[];
}
interface Questions {
  readonly asked: readonly { readonly protocol: string; readonly port: number }[];
  readonly address: string;
}

function compare<T extends NaivePod>(
  world: World<T>,
  others: object,
  doBlocksSelectPods: boolean,
  { asked, address }: Questions,
  isAllowed: (from: T | string, to: T | string, protocol: string, port: number) => boolean,
): void {
  const pods = world.pods.map((pod) => ({ ...pod, isFinished: false }) as unknown as ReachPod);
  const standard = { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy' };
  const reach = new Reach({
    ...{ pods, doBlocksSelectPods, namespaces: world.namespaces, clusterPolicies: [] },
    policies: world.policies.map((policy) => ({ ...standard, ...policy })),
    others: { ...NOTHING, ...others },
  } as unknown as ReachWorld);
  for (const { protocol, port } of asked) {
    const has = (set: readonly number[] | undefined) => hasPort(set ?? [], protocol as Protocol, port);
    for (const [at, from] of world.pods.entries()) {
      const own = pods[at] as ReachPod;
      for (const direction of ['Egress', 'Ingress'] as const) {
        const wanted =
          direction === 'Egress' ? isAllowed(from, address, protocol, port) : isAllowed(address, from, protocol, port);
        expect(has(reach.atAddress(own, address, direction))).toBe(wanted);
        expect(has(reach.unknownAt(own, address, direction)?.ports)).toBe(false);
      }
      for (const [to, other] of pods.entries()) {
        if (to === at) continue;
        expect(has(reach.between(own, other))).toBe(isAllowed(from, world.pods[to] as T, protocol, port));
        expect(has(reach.unknownBetween(reach.classOf(own), reach.classOf(other))?.ports)).toBe(false);
      }
    }
  }
}
