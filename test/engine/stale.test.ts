/** Evidence that is not followed any more supports no change by itself. */
import { expect, test } from 'vitest';
import { createEngine } from '../../src/engine/index.ts';
import { createInventory } from '../../src/inventory/index.ts';
import type { SourceEvent } from '../../src/model/ports.ts';
import { type AnyAutomatedCheck, type CheckMeta, defineCheck, type Kind, must } from '../../src/plugin-api/index.ts';
import { deployment, namespace, observed } from '../support/objects.ts';

const meta: CheckMeta = {
  id: 'test/ready',
  title: 'ready',
  severity: 'high',
  rationale: '',
  guidance: '',
  item: 'workloads',
  refs: [],
  since: '0.1.0',
};
const proposal = { readiness: 'ready' as const, reason: 'Nothing runs.', changes: [] };
const remediation = { title: 'Label it', kind: 'label' as const, disruption: 'none' as const };
const evaluate = () => [{ message: 'no label', proposal }];

const READING = defineCheck({
  mode: 'automated',
  meta,
  subject: 'Namespace',
  reads: [must('Namespace'), must('Workload')],
  evaluate,
  remediation,
});
const LOOKING = defineCheck({ mode: 'automated', meta, subject: 'Workload', evaluate, remediation });
const LOOKING_UP = defineCheck({
  mode: 'automated',
  meta,
  subject: 'Namespace',
  reads: [must('Namespace'), must('Service'), must.in('kube-system', 'Service')],
  evaluate,
  remediation,
});

const KINDS: readonly Kind[] = [
  ...(['Namespace', 'Pod', 'Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob'] as const),
  ...(['ReplicationController', 'PodTemplate', 'Service'] as const),
];

test.each<[string, AnyAutomatedCheck, Kind, string | undefined, string]>([
  ['a kind that it reads', READING, 'Pod', undefined, 'Workload'],
  ['the kind that it looks at, which it does not declare', LOOKING, 'Deployment', undefined, 'Deployment'],
  ['what it looks up elsewhere', LOOKING_UP, 'Service', 'kube-system', 'Service'],
])('nothing is ready while %s is not followed, and all is again when it is', (_, check, kind, at, named) => {
  const inventory = createInventory();
  const engine = createEngine({
    checks: [check],
    inventory,
    sourceType: 'live',
    context: 'test',
    namespaces: ['shop'],
  });
  const send = (event: SourceEvent) => engine.update(inventory.apply(event));
  for (const each of KINDS) send({ type: 'coverage', kind: each, coverage: { state: 'full' } });
  send({ type: 'upsert', kind: 'Namespace', items: observed(namespace('shop')) });
  send({ type: 'upsert', kind: 'Deployment', items: observed(deployment('shop', 'api')) });
  const where = at === undefined ? {} : { namespace: at };
  const readiness = () => {
    engine.evaluateAll();
    return engine.findings().map(({ proposal }) => [proposal?.readiness, proposal?.reason]);
  };
  expect(readiness()).toEqual([['ready', 'Nothing runs.']]);
  send({ type: 'coverage', kind, ...where, coverage: { state: 'stale', reason: 'the connection was lost' } });
  expect(readiness()).toEqual([
    ['review', `${named} was read before the connection broke: it may have changed since.`],
  ]);
  send({ type: 'coverage', kind, ...where, coverage: { state: 'full' } });
  expect(readiness()).toEqual([['ready', 'Nothing runs.']]);
});
