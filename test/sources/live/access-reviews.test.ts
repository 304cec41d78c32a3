import { expect, test } from 'vitest';
import type { AccessQuestion } from '../../../src/model/ports.ts';
import { fakeServer, greeting, json, refusal } from './fake-server.ts';
import { config, connectWith } from './setting.ts';

const NEVER = new AbortController().signal;
const REVIEWS = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews';

interface Attributes {
  readonly verb: string;
  readonly resource: string;
  readonly namespace?: string;
  readonly name?: string;
}

/** Who may what, in few words: `patch deployments shop/web`, `- ` for all. */
async function asking(allowed: readonly string[]) {
  const asked: string[] = [];
  const server = await fakeServer(
    greeting(({ path, body }, response) => {
      if (path !== REVIEWS) return refusal(response, 404, 'NotFound', 'no');
      const { resourceAttributes } = (body as { spec: { resourceAttributes: Attributes } }).spec;
      const { verb, resource, namespace = '-', name = '-' } = resourceAttributes;
      asked.push(`${verb} ${resource} ${namespace}/${name}`);
      json(response, { status: { allowed: allowed.includes(asked.at(-1) ?? '') } }, 201);
    }),
  );
  const { source } = await connectWith(config(server.url), { hooks: {} });
  return { asked, may: (question: AccessQuestion) => source.may?.(question, NEVER) };
}

function web(namespace: string, verb: AccessQuestion['verb'] = 'patch'): AccessQuestion {
  return { verb, ref: { apiVersion: 'apps/v1', kind: 'Deployment', namespace, name: 'web' } };
}

test('who may everywhere is asked about once a kind', async () => {
  const { asked, may } = await asking(['patch deployments -/-']);
  expect(await Promise.all([may(web('a')), may(web('b'))])).toEqual([true, true]);
  expect(asked).toEqual(['patch deployments -/-']);
});

test('rights in a namespace, and on one object by its name, count', async () => {
  const { may } = await asking(['patch deployments a/-', 'patch deployments b/web']);
  expect([await may(web('a')), await may(web('b')), await may(web('c'))]).toEqual([true, true, false]);
});

test('to create nobody is asked by name', async () => {
  const { asked, may } = await asking([]);
  expect(await may(web('a', 'create'))).toBe(false);
  expect(asked).toEqual(['create deployments -/-', 'create deployments a/-']);
});

test('a namespace is asked about within itself', async () => {
  const { may } = await asking(['patch namespaces shop/-']);
  const patch = (name: string) => may({ verb: 'patch', ref: { apiVersion: 'v1', kind: 'Namespace', name } });
  expect([await patch('shop'), await patch('other')]).toEqual([true, false]);
});

test('a server that does not answer leaves it open', async () => {
  const server = await fakeServer(greeting());
  const { source } = await connectWith(config(server.url));
  expect(await source.may?.(web('a'), NEVER)).toBeUndefined();
  const custom = { apiVersion: 'example.com/v1', kind: 'Thing', namespace: 'a', name: 'x' };
  expect(await source.may?.({ verb: 'patch', ref: custom }, NEVER)).toBeUndefined();
});
