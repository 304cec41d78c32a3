import { expect, test } from 'vitest';
import type { EvidenceResult, GatekeeperConstraint } from '../../../../src/plugin-api/index.ts';
import { drain } from '../fake-api.ts';
import { fakeServer, greeting, type Handler, json, notFoundAt, refusal } from '../fake-server.ts';
import { config, connectWith } from '../setting.ts';

const GROUP = '/apis/constraints.gatekeeper.sh';

async function read(handler: Handler): Promise<EvidenceResult<readonly GatekeeperConstraint[]>> {
  const server = await fakeServer(greeting(handler));
  const events = await drain(await connectWith(config(server.url)), { kinds: [], evidence: ['GatekeeperConstraints'] });
  const event = events.find(({ type }) => type === 'evidence');
  const found = event?.type === 'evidence' ? event.evidence.GatekeeperConstraints : undefined;
  return found ?? { coverage: { state: 'error', reason: 'nothing came' } };
}

const REPOS = {
  metadata: { name: 'ours', generation: 3 },
  spec: {
    enforcementAction: 'scoped',
    scopedEnforcementActions: [{ action: 'deny', enforcementPoints: [{ name: 'validation.gatekeeper.sh' }] }],
    match: {
      kinds: [{ apiGroups: [''], kinds: ['Pod'] }],
      excludedNamespaces: ['kube-*'],
      scope: '*',
      source: 'All',
      labelSelector: { matchLabels: {} },
      namespaceSelector: { matchExpressions: [{ key: 'team', operator: 'Exists' }] },
      namespaces: [],
    },
    parameters: { repos: ['a-secret-place.example.com'] },
  },
  status: {
    byPod: [
      { id: 'a', enforced: true, observedGeneration: 3, operations: ['webhook'] },
      { id: 'b', observedGeneration: 2, operations: ['audit'], errors: [{ code: 'x', message: 'y' }] },
    ],
    violations: [{ message: 'far too much' }],
  },
};
const LABELS = { metadata: { name: 'owners' } };

function server(refused?: string): Handler {
  return ({ path }, response) => {
    if (path === refused) return refusal(response, 403, 'Forbidden', 'no');
    if (path === GROUP) return json(response, { kind: 'APIGroup', preferredVersion: { version: 'v1beta1' } });
    if (path === `${GROUP}/v1beta1`)
      return json(response, {
        resources: [
          { name: 'repos', kind: 'Repos', namespaced: false, verbs: ['get', 'list'] },
          { name: 'repos/status', kind: 'Repos', namespaced: false, verbs: ['get', 'patch'] },
          { name: 'labels', kind: 'Labels', namespaced: false, verbs: ['get', 'list'] },
        ],
      });
    const kind = path.endsWith('/repos') ? 'ReposList' : 'LabelsList';
    const items = path.endsWith('/repos') ? [REPOS] : [LABELS];
    return json(response, { kind, apiVersion: 'constraints.gatekeeper.sh/v1beta1', metadata: {}, items });
  };
}

test('constraints of every template are read, each with what it does, where, and who has taken it', async () => {
  const { value } = await read(server());
  expect(value).toEqual([
    {
      kind: 'Repos',
      name: 'ours',
      generation: 3,
      action: 'scoped',
      scoped: [{ action: 'deny', points: ['validation.gatekeeper.sh'] }],
      match: {
        kinds: [{ apiGroups: [''], kinds: ['Pod'] }],
        excludedNamespaces: ['kube-*'],
        others: ['namespaceSelector'],
      },
      pods: [
        { enforced: true, generation: 3, operations: ['webhook'], errors: 0 },
        { enforced: false, generation: 2, operations: ['audit'], errors: 1 },
      ],
    },
    {
      kind: 'Labels',
      name: 'owners',
      generation: 0,
      action: 'deny',
      scoped: [],
      match: { kinds: [], excludedNamespaces: [], others: [] },
      pods: [],
    },
  ]);
});

test('one kind that is denied makes all of them unknown: another constraint may deny', async () => {
  const { coverage } = await read(server(`${GROUP}/v1beta1/labels`));
  expect(coverage).toEqual({ state: 'denied', reason: 'list constraints.gatekeeper.sh is denied to you' });
});

test('without the group there is no constraint', async () => {
  const { coverage } = await read(({ path }, response) => notFoundAt(response, path));
  expect(coverage).toEqual({ state: 'absent', reason: 'constraints.gatekeeper.sh is not served here' });
});
