/** What passes of custom resources: the members that were asked for, and nothing else. */
import { expect, test } from 'vitest';
import { createDecoder } from '../../src/decode/decode.ts';

const RESOURCE = 'stores.example.com';
const TYPE = { apiVersion: 'example.com/v1', kind: 'Store', resource: RESOURCE } as const;
const METADATA = { name: 'vault' };

function decoded(value: string | object, ...keep: readonly string[]): object {
  const decoder = createDecoder([{ kind: RESOURCE, everywhere: false, namespaces: [], keep }]);
  // As it comes from a server: `__proto__` is then a member like any other.
  const json = typeof value === 'string' ? value : JSON.stringify(value);
  const { apiVersion: _, kind: __, metadata: ___, ...rest } = decoder.decode(JSON.parse(json), TYPE).object;
  return rest;
}

const STORE = {
  metadata: METADATA,
  spec: {
    provider: { vault: { server: 'https://v', auth: null } },
    token: 'canary',
    refs: [{ name: 'a', key: 'canary' }],
  },
  status: { conditions: [{ type: 'Ready', status: 'True' }], seen: 'canary' },
  data: 'canary',
};

test('the members at the kept paths pass whole, lists and nulls below included', () => {
  expect(decoded(STORE, 'spec.provider', 'status.conditions')).toEqual({
    spec: { provider: { vault: { server: 'https://v', auth: null } } },
    status: { conditions: [{ type: 'Ready', status: 'True' }] },
  });
});

test('without kept paths nothing but type and metadata passes, pruned as always', () => {
  const metadata = { name: 'vault', labels: { a: 'b' }, annotations: { note: 'canary' } };
  const { object, facts } = createDecoder().decode({ ...STORE, metadata }, TYPE);
  expect({ object, facts }).toEqual({
    object: {
      apiVersion: 'example.com/v1',
      kind: 'Store',
      metadata: { name: 'vault', labels: { a: 'b' } },
    },
  });
});

test('of two paths the wider one holds, in whatever order they come', () => {
  const whole = { spec: STORE.spec };
  expect(decoded(STORE, 'spec', 'spec.provider.vault.server')).toEqual(whole);
  expect(decoded(STORE, 'spec.provider.vault.server', 'spec')).toEqual(whole);
  expect(decoded(STORE, 'spec.provider.vault.server', 'spec.token')).toEqual({
    spec: { provider: { vault: { server: 'https://v' } }, token: 'canary' },
  });
});

test('a path goes through the items of a list', () => {
  expect(decoded({ ...STORE, spec: { refs: [{ name: 'a', key: 'canary' }, 'canary', {}] } }, 'spec.refs.name')).toEqual(
    {
      spec: { refs: [{ name: 'a' }, {}] },
    },
  );
});

test.each([
  ['is missing', {}, {}],
  ['is null', { spec: null }, {}],
  ['is a text', { spec: 'canary' }, {}],
  ['is there without the member', { spec: { a: 1 } }, { spec: {} }],
])('below a parent that %s nothing is kept', (_, more, expected) => {
  expect(decoded({ metadata: METADATA, ...more }, 'spec.provider')).toEqual(expected);
});

test('more of the metadata cannot be asked for', () => {
  const { object } = createDecoder([
    { kind: RESOURCE, everywhere: true, namespaces: [], keep: ['metadata', 'metadata.annotations', 'kind.of'] },
  ]).decode({ metadata: { name: 'a', annotations: { note: 'canary' } } }, TYPE);
  expect(object).toEqual({ apiVersion: 'example.com/v1', kind: 'Store', metadata: { name: 'a' } });
});

test('what every object inherits is no member', () => {
  const inherited = ['constructor', 'toString', '__proto__', 'spec.__proto__', 'spec.constructor.name'];
  expect(decoded({ metadata: METADATA, spec: {} }, ...inherited)).toEqual({ spec: {} });
});

test('a member that is called as the prototype is one like any other, and changes none', () => {
  const text = '{"metadata":{"name":"a"},"spec":{"__proto__":{"isAdmin":true},"constructor":"c"}}';
  const kept = decoded(text, 'spec.__proto__', 'spec.constructor') as { readonly spec: { readonly isAdmin?: boolean } };
  expect(JSON.stringify(kept)).toBe('{"spec":{"__proto__":{"isAdmin":true},"constructor":"c"}}');
  expect(kept.spec.isAdmin).toBeUndefined();
  expect(Object.getPrototypeOf(kept.spec)).toBe(Object.prototype);
});

test('a kind of the table is pruned as always, whatever is asked for', () => {
  const keep = [{ kind: 'pods.x' as const, everywhere: false, namespaces: [], keep: ['spec'] }];
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: METADATA,
    spec: { containers: [{ name: 'a', env: [{ name: 'A', value: 'canary' }] }] },
  };
  const { object } = createDecoder(keep).decode(pod, { apiVersion: 'v1', kind: 'Pod', resource: 'pods.x' });
  expect(JSON.stringify(object)).not.toContain('canary');
});

test('of a Secret no value passes, under whatever name it is asked for', () => {
  const keep = [{ kind: 'secrets.' as const, everywhere: false, namespaces: [], keep: ['data', 'stringData'] }];
  const secret = { apiVersion: 'v1', kind: 'Secret', metadata: METADATA, data: { a: 'canary' } };
  const { object } = createDecoder(keep).decode(secret, { apiVersion: 'v1', kind: 'Secret', resource: 'secrets.' });
  expect(JSON.stringify(object)).not.toContain('canary');
});
