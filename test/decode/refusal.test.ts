import { expect, test } from 'vitest';
import { createDecoder } from '../../src/decode/decode.ts';

const WORDS = 'violates PodSecurity "restricted:v1.37": privileged (container "mesh" must not set privileged)';

function messageOf(type: string, message: unknown): unknown {
  const { object } = createDecoder().decode({
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: { name: 'api-1', namespace: 'shop' },
    status: { conditions: [{ type, status: 'True', reason: 'FailedCreate', message }] },
  });
  const { status } = object as unknown as { status: { conditions: readonly { message?: unknown }[] } };
  return status.conditions[0]?.message;
}

test('of why no pod is made only the words of Pod Security are kept, without the name of the pod', () => {
  expect(messageOf('ReplicaFailure', `pods "api-1-x2x9k" is forbidden: ${WORDS}`)).toBe(WORDS);
});

test.each([
  ['ReplicaFailure', 'pods "api-1-x2x9k" is forbidden: exceeded quota: small, requested: pods=1'],
  ['ReplicaFailure', 'Internal error occurred: failed calling webhook "w": canary'],
  ['Progressing', `pods "api-1-x2x9k" is forbidden: ${WORDS}`],
  ['ReplicaFailure', { text: WORDS }],
])('no other message is kept: %s', (type, message) => {
  expect(messageOf(type, message)).toBeUndefined();
});

test.each([
  [
    'admission webhook "w.example" denied the request: PASSWORD=canary',
    'admission webhook "w.example" denied the request',
  ],
  [
    'admission webhook "w.example" denied the request: violates PodSecurity "canary"',
    'admission webhook "w.example" denied the request',
  ],
  [
    `pods "a" is forbidden: ValidatingAdmissionPolicy 'p' with binding 'b' denied request: PASSWORD=canary`,
    "ValidatingAdmissionPolicy 'p' with binding 'b' denied request",
  ],
  [
    'pods "a" is forbidden: unable to validate against any security context constraint: [canary]',
    'unable to validate against any security context constraint',
  ],
])('of others it is kept who refuses, and no reason, which may echo a value: %s', (message, kept) => {
  expect(messageOf('ReplicaFailure', message)).toBe(kept);
});

test('of an event is kept what it is about, when it was seen and why admission refused', () => {
  const event = {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: 'db.1', namespace: 'shop', creationTimestamp: '2026-11-20T10:00:00Z' },
    involvedObject: { kind: 'StatefulSet', namespace: 'shop', name: 'db', uid: 'u', fieldPath: 'canary' },
    reason: 'FailedCreate',
    message: `create Pod db-0 in StatefulSet db failed error: pods "db-0" is forbidden: ${WORDS}`,
    source: { component: 'canary' },
    reportingComponent: 'canary',
    action: 'canary',
    count: 3,
    lastTimestamp: '2026-11-20T11:00:00Z',
    eventTime: null,
    series: { count: 2, lastObservedTime: '2026-11-20T11:00:00.000000Z' },
  };
  expect(createDecoder().decode(event).object).toEqual({
    apiVersion: 'v1',
    kind: 'Event',
    metadata: event.metadata,
    involvedObject: { kind: 'StatefulSet', namespace: 'shop', name: 'db', uid: 'u' },
    reason: 'FailedCreate',
    message: WORDS,
    lastTimestamp: event.lastTimestamp,
    series: { lastObservedTime: event.series.lastObservedTime },
  });
  const other = { ...event, message: 'Error creating: exceeded quota: canary' };
  expect(JSON.stringify(createDecoder().decode(other))).not.toContain('canary');
});

test('of what is dated the last change is kept, its status aside', () => {
  const entry = { manager: 'm', operation: 'Update', apiVersion: 'apps/v1' };
  const managedFields = [
    { ...entry, time: '2026-11-20T10:00:00Z' },
    { ...entry, time: '2026-11-20T09:00:00Z' },
    { ...entry, time: '2026-11-20T12:00:00Z', subresource: 'status' },
    entry,
  ];
  const changedAt = (kind: string) =>
    createDecoder().decode({ apiVersion: 'apps/v1', kind, metadata: { name: 'a', namespace: 'shop', managedFields } })
      .facts?.changedAt;
  expect([changedAt('StatefulSet'), changedAt('Deployment')]).toEqual(['2026-11-20T10:00:00Z', undefined]);
});

test('a message without end is cut', () => {
  expect(String(messageOf('ReplicaFailure', WORDS + 'x'.repeat(100_000)))).toHaveLength(603);
});
