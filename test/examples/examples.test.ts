/** What each example says of itself and holds: complete, readable, and of a kind that something here can judge. */
import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { DOCUMENTS, EXAMPLES, type ExampleDocument, isConfiguration, OBJECTS } from './read.ts';
import { problemsOf, schemaOf, shapeOf } from './shapes.ts';
import { UNCHECKED } from './unchecked.ts';

const keyOf = ({ check, name }: { readonly check: string; readonly name: string }) => `${check} ${name}`;
/** Served by every API server. */
const BUILT_IN = /^(|apps|batch|policy|autoscaling|[a-z.]+\.k8s\.io)$/;

test('there are examples, each with a name of its own in its check', () => {
  expect(EXAMPLES.length).toBeGreaterThan(0);
  expect(new Set(EXAMPLES.map(keyOf)).size).toBe(EXAMPLES.length);
});

test.each(EXAMPLES.map((example) => [keyOf(example), example] as const))('%s is told and complete', (_, example) => {
  expect(example.name).toMatch(/^[a-z0-9][a-z0-9.-]*\.(ya?ml|json|sh|rego|md)$/);
  expect(example.title).toMatch(/^[A-Z].*[^.]$/);
  expect(example.text).toMatch(/^[^\n][\s\S]*[^\n]\n$/);
  expect(example.text).not.toMatch(/\t|\r|^---$(?![\s\S])|[ ]$/m);
  // A file that is to be filled in first is no example.
  expect(example.text).not.toMatch(
    /\b(TODO|FIXME|CHANGE[-_ ]?ME|REPLACE[-_ ]?ME|PLACEHOLDER|YOUR[-_][A-Z]+)\b|<[a-z-]+>/,
  );
});

test.each(EXAMPLES.filter(({ name }) => name.endsWith('.sh')).map((each) => [keyOf(each), each.text] as const))(
  '%s is a script that a shell reads',
  (_, text) => {
    expect(text).toMatch(/^#!\/bin\/sh\n/);
    const { status, stderr } = spawnSync('sh', ['-n'], { input: text, encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, '']);
  },
);

test.each(EXAMPLES.filter(({ name }) => name.endsWith('.json')).map((each) => [keyOf(each), each.text] as const))(
  '%s is JSON',
  (_, text) => expect(() => JSON.parse(text)).not.toThrow(),
);

/** Where it is judged; undefined: nowhere. */
function judgeOf(document: ExampleDocument): string | undefined {
  const object = OBJECTS.find((each) => each === document);
  if (object === undefined) return shapeOf(document);
  const schema = schemaOf(object);
  if (schema !== undefined) return schema;
  const group = object.value.apiVersion.includes('/') ? object.value.apiVersion.split('/')[0] : '';
  return isConfiguration(object) || BUILT_IN.test(group ?? '') ? 'the control plane' : undefined;
}

test('each document is of a kind that something here judges, or it is named with the reason', () => {
  const unjudged = DOCUMENTS.filter((document) => judgeOf(document) === undefined);
  expect(unjudged.filter(({ file }) => UNCHECKED[keyOf(file)] === undefined).map(({ at }) => at)).toEqual([]);
  const needed = new Set(unjudged.map(({ file }) => keyOf(file)));
  expect(Object.keys(UNCHECKED).filter((key) => !needed.has(key))).toEqual([]);
});

test('what has a schema fits it', () => {
  const problems = DOCUMENTS.flatMap((document) => {
    const object = OBJECTS.find((each) => each === document);
    const schema = object === undefined ? shapeOf(document) : schemaOf(object);
    return schema === undefined
      ? []
      : problemsOf(schema, document.value).map((problem) => `${document.at}: ${problem}`);
  });
  expect(problems).toEqual([]);
});
