/** What is said of restarts is what happens: to pods, later, or not at all. */
import { expect, test } from 'vitest';
import type { StepPreview } from '../../../../src/model/plan.ts';
import { stepFacts } from '../../../../src/ui/screens/review/diff-rows.ts';
import { restarts, undoRestarts } from '../../../../src/ui/select/restarts.ts';
import { stepPreview } from '../../../support/walk-commands.ts';

function step(kind: string, content: object = {}, more: Partial<StepPreview> = {}): StepPreview {
  const apiVersion = kind === 'CronJob' ? 'batch/v1' : 'apps/v1';
  const before = { apiVersion, kind, metadata: { name: 'api', namespace: 'shop' }, ...content };
  return stepPreview({ ref: { apiVersion, kind, namespace: 'shop', name: 'api' }, before, ...more });
}

const API = step('Deployment', { spec: { replicas: 3 } });
const NIGHTLY = step('CronJob');

test.each([
  ['one', [API], '1 rollout: 3 pods restart. 1 object written.'],
  ['no replicas said', [step('StatefulSet', { spec: {} })], '1 rollout: 1 pod restarts. 1 object written.'],
  [
    'a DaemonSet',
    [API, step('DaemonSet', { status: { desiredNumberScheduled: 4 } })],
    '2 rollouts, started together: 7 pods restart. 2 objects written.',
  ],
  [
    'a number that nobody tells',
    [API, step('Cluster', { apiVersion: 'example.com/v1' })],
    '2 rollouts, started together. 2',
  ],
  ['a CronJob', [NIGHTLY], 'no restart now; 1 workload changes when new pods start. 1 object written.'],
  [
    'both',
    [API, NIGHTLY, step('Deployment', { spec: { paused: true } })],
    '1 rollout: 3 pods restart; 2 workloads change when new pods start. 3 objects written.',
  ],
  ['labels', [step('Namespace', {}, { disruption: 'none' })], 'no restart. 1 object written.'],
  ['what is so already', [API, step('Deployment', {}, { effect: 'unchanged' })], '1 rollout: 3 pods restart. 1 object'],
] as const)('on a cluster: %s', (_name, steps, text) => {
  expect(restarts(steps, 'live')).toContain(text);
});

test('files restart nothing, whatever is in them', () => {
  expect(restarts([API, NIGHTLY], 'files')).toBe('no restart: only files change. 2 objects written.');
  expect(undoRestarts([API], 'files')).toBe('exact');
  expect(stepFacts({ ...API, file: 'manifests/shop.yaml' }, 'files')).toBe('edit of manifests/shop.yaml');
});

test('taking back restarts what the change restarted', () => {
  expect(undoRestarts([API], 'live')).toBe('exact, one more rollout');
  expect(undoRestarts([API, API], 'live')).toBe('exact, one more rollout each');
  expect(undoRestarts([NIGHTLY], 'live')).toBe('exact');
  expect(stepFacts(NIGHTLY)).toBe('JSON patch   new pods only   accepted by the server');
});
