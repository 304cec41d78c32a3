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
  ['ReplicaFailure', 'admission webhook "w" denied the request: PASSWORD=canary'],
  ['Progressing', `pods "api-1-x2x9k" is forbidden: ${WORDS}`],
  ['ReplicaFailure', { text: WORDS }],
])('no other message is kept: %s', (type, message) => {
  expect(messageOf(type, message)).toBeUndefined();
});

test('a message without end is cut', () => {
  expect(String(messageOf('ReplicaFailure', WORDS + 'x'.repeat(100_000)))).toHaveLength(603);
});
