import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fieldChangesOf } from '../../../src/model/edits.ts';
import type { Target, WriteResult } from '../../../src/model/ports.ts';
import type { Edit, Json, KubeObject, ObjectRef } from '../../../src/plugin-api/index.ts';
import { openFiles } from '../../../src/sources/files/index.ts';
import { folder, SIGNAL } from './harness.ts';
import { styled } from './styled.ts';

const NAMES = ['api', 'web', 'job', 'cache'] as const;
const POD = ['spec', 'template', 'spec'] as const;
const MAIN = [...POD, 'containers', { key: 'name', is: 'main' }] as const;

type Action =
  | { readonly op: 'patch'; readonly name: string; readonly edits: readonly Edit[] }
  | { readonly op: 'create' | 'delete'; readonly name: string };

const EDIT: fc.Arbitrary<Edit> = fc.oneof(
  fc.constantFrom<Edit>(
    { op: 'set', path: [...MAIN, 'securityContext', 'privileged'], value: false },
    { op: 'set', path: [...MAIN, 'securityContext', 'runAsUser'], value: 10001 },
    { op: 'include', path: [...MAIN, 'securityContext', 'capabilities', 'drop'], value: 'ALL' },
    { op: 'exclude', path: [...MAIN, 'securityContext', 'capabilities', 'add'], value: 'SYS_ADMIN' },
    { op: 'unset', path: [...MAIN, 'securityContext'] },
    { op: 'unset', path: [...MAIN, 'image'] },
    { op: 'add', path: [...POD, 'volumes'], key: 'name', value: { name: 'tmp', emptyDir: {} } },
    { op: 'set', path: ['metadata', 'labels', 'pod-security.kubernetes.io/warn'], value: 'restricted' },
  ),
);
const ACTIONS: fc.Arbitrary<readonly Action[]> = fc.array(
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({
        op: fc.constant('patch' as const),
        name: fc.constantFrom(...NAMES),
        edits: fc.array(EDIT, { minLength: 1, maxLength: 4 }),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        op: fc.constantFrom('create' as const, 'delete' as const),
        name: fc.constantFrom(...NAMES, 'new'),
      }),
    },
  ),
  { minLength: 1, maxLength: 7 },
);
const CONTEXT: fc.Arbitrary<Json | undefined> = fc.constantFrom<Json | undefined>(
  undefined,
  null,
  {},
  { privileged: true },
  { capabilities: { add: ['SYS_ADMIN'], drop: [] } },
  { runAsUser: 0, capabilities: { add: ['SYS_ADMIN', 'CHOWN'] } },
);
const FILES = fc.array(fc.array(fc.tuple(CONTEXT, fc.boolean(), fc.nat()), { minLength: 1, maxLength: 2 }), {
  minLength: 1,
  maxLength: 2,
});

function refTo(name: string): ObjectRef {
  return { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name };
}

function deployment(name: string, context: Json | undefined, hasVolumes: boolean): { readonly [key: string]: Json } {
  const container = {
    name: 'main',
    image: 'nginx:1.25',
    ...(context === undefined ? {} : { securityContext: context }),
  };
  const containers: Json = [{ name: 'first' }, container as Json];
  const pod: Json = hasVolumes ? { containers, volumes: [{ name: 'data' }] } : { containers };
  const spec: Json = { selector: { matchLabels: { app: name } }, template: { spec: pod } };
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name, namespace: 'shop' }, spec };
}

/** `undefined`: there was nothing to do it to. */
async function act(target: Target, action: Action): Promise<WriteResult | undefined> {
  const ref = refTo(action.name);
  const object = await target.read(ref, SIGNAL);
  const options = { dryRun: false };
  if (action.op === 'create') {
    if (object !== undefined) return undefined;
    return target.write(
      { op: 'create', object: deployment(action.name, {}, false) as unknown as KubeObject },
      options,
      SIGNAL,
    );
  }
  if (object === undefined) return undefined;
  if (action.op === 'patch')
    return target.write({ op: 'patch', ref, fieldChanges: fieldChangesOf(object, action.edits) }, options, SIGNAL);
  return target.write({ op: 'delete', ref }, options, SIGNAL);
}

function bytesIn(path: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    readdirSync(path)
      .sort()
      .map((name) => [name, readFileSync(join(path, name), 'utf8')]),
  );
}

async function others(target: Target, name: string): Promise<readonly unknown[]> {
  const names = [...NAMES, 'new'].filter((other) => other !== name);
  return Promise.all(names.map((other) => target.read(refTo(other), SIGNAL)));
}

test('whatever is done to files, it changes one object at a time and is taken back to the same bytes', async () => {
  await fc.assert(
    fc.asyncProperty(FILES, ACTIONS, async (files, actions) => {
      const names = [...NAMES];
      const texts = files.map((documents) =>
        documents
          .map(([context, hasVolumes, seed]) => {
            const text = styled(deployment(names.shift() ?? 'more', context, hasVolumes), seed);
            return text.endsWith('\n') ? text : `${text}\n`;
          })
          .join('---\n'),
      );
      const path = folder(Object.fromEntries(texts.map((text, index) => [`${index}.yaml`, text])));
      const { target } = openFiles({ paths: [path] });
      const steps: { readonly before: Readonly<Record<string, string>>; readonly done: WriteResult }[] = [];
      for (const action of actions) {
        const before = bytesIn(path);
        const untouched = await others(target, action.name);
        const done = await act(target, action);
        if (done === undefined) continue;
        steps.push({ before, done });
        expect(await target.read(refTo(action.name), SIGNAL)).toEqual(done.after);
        expect(await others(target, action.name)).toEqual(untouched);
      }
      const later = openFiles({ paths: [path] }).target;
      for (const { before, done } of steps.toReversed()) {
        await later.restore?.(done.restore ?? null, { dryRun: false }, SIGNAL);
        expect(bytesIn(path)).toEqual(before);
      }
    }),
    { numRuns: 60 },
  );
}, 60_000);
