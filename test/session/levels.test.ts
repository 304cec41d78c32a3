import { expect, test } from 'vitest';
import { createInventory, WORKLOAD_KINDS } from '../../src/inventory/index.ts';
import type { JsonObject, KubeObject } from '../../src/plugin-api/index.ts';
import { Levels } from '../../src/session/picture/levels.ts';
import { deployment, namespace, observed, pod } from '../support/objects.ts';

interface Given {
  readonly isReadable?: boolean;
  readonly server?: string;
  readonly spec?: JsonObject;
  readonly idle?: KubeObject;
}

function summaries({ isReadable = true, server = 'v1.36.3', spec = {}, idle }: Given) {
  const inventory = createInventory();
  inventory.apply({ type: 'upsert', kind: 'Namespace', items: observed(namespace('shop'), namespace('empty')) });
  inventory.apply({ type: 'upsert', kind: 'Deployment', items: observed(deployment('shop', 'api', spec)) });
  if (idle !== undefined) inventory.apply({ type: 'upsert', kind: 'Pod', items: observed(idle) });
  for (const kind of WORKLOAD_KINDS)
    inventory.apply({ type: 'coverage', kind, coverage: { state: isReadable ? 'full' : 'denied' } });
  const levels = new Levels(inventory, server);
  levels.update(inventory.namespaceNames());
  return levels.namespaces.map(({ name, podSecurity }) => [name, podSecurity.achievable]);
}

test('the weakest workload sets the level that a namespace could enforce; one without any could enforce baseline', () => {
  expect(summaries({})).toEqual([
    ['empty', 'baseline'],
    ['shop', 'baseline'],
  ]);
});

test('no level is stated where not every workload could be read', () => {
  expect(summaries({ isReadable: false })).toEqual([
    ['empty', null],
    ['shop', null],
  ]);
});

const CONTEXT = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  seccompProfile: { type: 'RuntimeDefault' },
};
const container = (more: JsonObject) => ({ containers: [{ name: 'app', image: 'example.com/app:1', ...more }] });

test.each([
  ['v1.34.2', 'baseline'],
  ['v1.35.0', 'restricted'],
  ['', 'restricted'],
])('a server %j puts root in a user namespace at %s', (server, level) => {
  const spec = { hostUsers: false, ...container({ securityContext: CONTEXT }) };
  expect(summaries({ server, spec })[1]).toEqual(['shop', level]);
});

test.each([
  ['v1.33.7', 'baseline'],
  ['v1.34.0', 'privileged'],
])('a server %s puts a probe of another host at %s', (server, level) => {
  const spec = container({ livenessProbe: { tcpSocket: { host: '10.0.0.9', port: 80 } } });
  expect(summaries({ server, spec })[1]).toEqual(['shop', level]);
});

test('a pod that is finished counts like one that runs', () => {
  const idle = { ...pod('empty', 'debug', { hostPID: true }), status: { phase: 'Succeeded' } };
  expect(summaries({ idle })[0]).toEqual(['empty', 'privileged']);
});
