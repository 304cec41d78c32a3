/** The engine and the naive evaluator say the same of every pair of ends, on every port. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  hasPort,
  type Protocol,
  Reach,
  type ReachPod,
  type ReachWorld,
} from '../../../../src/analysis/network-policy/index.ts';
import { isAllowed } from './naive.ts';
import { type RandomWorld, randomAddress, randomPort, randomWorld } from './random-world.ts';
import '../../../support/setup/seed.ts';

test('two evaluators agree on random policies of both kinds, between pods and with addresses outside', () => {
  fc.assert(
    fc.property(
      randomWorld,
      fc.array(randomPort, { minLength: 1, maxLength: 4 }),
      randomAddress,
      (world, ports, address) => {
        const { reach, pods } = reachOf(world);
        for (const { protocol, port } of ports)
          for (const [at, from] of world.pods.entries()) {
            const own = pods[at];
            if (own === undefined) continue;
            const has = (set: readonly number[]) => hasPort(set, protocol as Protocol, port);
            expect(has(reach.atAddress(own, address, 'Egress'))).toBe(isAllowed(world, from, address, protocol, port));
            expect(has(reach.atAddress(own, address, 'Ingress'))).toBe(isAllowed(world, address, from, protocol, port));
            for (const [to, other] of pods.entries()) {
              const peer = world.pods[to];
              if (to !== at && peer !== undefined)
                expect(has(reach.between(own, other))).toBe(isAllowed(world, from, peer, protocol, port));
            }
          }
      },
    ),
    { numRuns: 400 },
  );
});

function reachOf(world: RandomWorld): { readonly reach: Reach<ReachPod>; readonly pods: readonly ReachPod[] } {
  const pods = world.pods.map((pod) => ({ ...pod, isFinished: false }) as ReachPod);
  const named = { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy' };
  const policies = world.policies.map((policy) => ({ ...named, ...policy }));
  const cluster = { apiVersion: 'policy.networking.k8s.io/v1beta1', kind: 'ClusterNetworkPolicy' };
  const clusterPolicies = world.clusterPolicies.map((policy) => ({ ...cluster, ...policy }));
  return { reach: new Reach({ ...world, pods, policies, clusterPolicies } as unknown as ReachWorld), pods };
}
