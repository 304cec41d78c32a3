import { expect, test } from 'vitest';
import { withoutOwnSecrets } from '../../../src/sources/live/http/own-secrets.ts';
import { serverMessage, warningTexts } from '../../../src/sources/live/http/server-message.ts';

const CANARY = 'canary-7f3a';

test.each([
  ['plain text stays', 'pods "a" not found', 'pods "a" not found'],
  [
    'a strict decoding error keeps its last clause',
    'Deployment in version "v1" cannot be handled as a Deployment: strict decoding error: unknown field "spec.foo"',
    'Deployment in version "v1" cannot be handled as a Deployment: strict decoding error: unknown field "spec.foo"',
  ],
  [
    'an object in quotes is cut out, with what failed patches begin with',
    `"" is invalid: patch: Invalid value: "{\\"env\\":[{\\"value\\":\\"${CANARY}\\"}]}": strict decoding error: unknown field "spec.foo"`,
    'strict decoding error: unknown field "spec.foo"',
  ],
  [
    'objects are cut out, the clauses around them stay',
    `Deployment.apps "d" is invalid: [spec.a: Invalid value: {"x":"}${CANARY}"}: no match, spec.b: Invalid value: {"y":{}}: field is immutable]`,
    'Deployment.apps "d" is invalid: [spec.a: Invalid value: ...: no match, spec.b: Invalid value: ...: field is immutable]',
  ],
  [
    'the difference of two objects is cut off',
    `Pod "p" is invalid: spec: Forbidden: pod updates may not change fields\n@@ -148,7 +148,7 @@\n "Value": "${CANARY}",`,
    'Pod "p" is invalid: spec: Forbidden: pod updates may not change fields',
  ],
  ['an object that is never closed is cut off', `cannot decode: {"value":"${CANARY}"`, 'cannot decode: ...'],
  [
    'a Go value is cut out',
    `rejected: &core.Container{Env:[]core.EnvVar{Value:"${CANARY}"}} is bad`,
    'rejected: ... is bad',
  ],
  ['a token is masked', 'no: eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJrdWJl.c2ln', 'no: ***'],
  ['a header is masked', 'got Authorization: Bearer abcdef123456', 'got Authorization: ***'],
  ['a key is masked', '-----BEGIN PRIVATE KEY-----\nabc\n-----END PRIVATE KEY-----', '***'],
  ['a key that says what it is is masked', 'key AKIAABCDEFGHIJKLMNOP is bad', 'key *** is bad'],
  ['a password in a URL is masked', 'no proxy http://me:pw@host:80', 'no proxy http://***@host:80'],
  ['a long value is cut', `Invalid value: "${'x y '.repeat(20)}": too long`, 'Invalid value: "...": too long'],
  ['random text is masked', `key ${'aB3_'.repeat(13)} is bad`, 'key *** is bad'],
  ['base64 is masked', `data ${'aB3/'.repeat(13)}+a==`, 'data ***'],
  [
    'paths and digests stay',
    `/opt/${'long-name/'.repeat(9)}x sha256:${'0a'.repeat(32)}`,
    `/opt/${'long-name/'.repeat(9)}x sha256:${'0a'.repeat(32)}`,
  ],
  ['control sequences go', 'a\u001b[31mb\u0007\nc\u202ed', 'ab cd'],
])('%s', (_, text, shown) => {
  expect(serverMessage(text)).toBe(shown);
  expect(serverMessage(text)).not.toContain(CANARY);
});

test('a very long message is shortened', () => {
  expect(serverMessage('word '.repeat(1000)).length).toBeLessThan(610);
});

test.each([
  [undefined, []],
  ['no warning', []],
  ['299 - "one"', ['one']],
  [
    ['299 - "one"', '199 host "two"'],
    ['one', 'two'],
  ],
])('the texts of the warnings %j', (header, texts) => {
  expect(warningTexts(header)).toEqual(texts);
});

test.each([
  'admission webhook "env.example.com" denied the request: DB_PASSWORD=correct is not allowed',
  `admission webhook "env.example.com" denied the request: variable DB_PASSWORD has the value "correct"`,
  'admission webhook "a" denied the request: container web: env API_KEY: \'correct\', not allowed',
  'denied the request: password: correct',
  'denied the request: accessKey=correct;secretToken: "correct"',
  'Deployment.apps "a" is invalid: spec.template.spec.containers[0].env[0].value: Invalid value: "correct": bad',
  'Pod "a" is invalid: spec.containers[0].args[1]: Invalid value: "correct": bad',
  'metadata.annotations: Invalid value: "correct": a qualified name must',
  'cannot clone https://correct@git.example.com/x',
])('what a webhook repeats of values is hidden: %s', (text) => {
  expect(serverMessage(text)).not.toContain('correct');
  expect(serverMessage(text).length).toBeGreaterThan(15);
});

test.each([
  'spec.replicas: Invalid value: "x": must be a number',
  'secrets "db" is forbidden: User "ann" cannot get resource "secrets" in API group ""',
  'admission webhook "policy.example.com" denied the request: image nginx:1.25 is not signed',
])('what says nothing of values stays: %s', (text) => expect(serverMessage(text)).toBe(text));

test.each([
  ['open braces', '{'.repeat(1 << 20)],
  ['words before braces', 'abc{'.repeat(1 << 18)],
  ['quotes', '"a'.repeat(1 << 19)],
  ['opaque text', 'aA9_'.repeat(1 << 18)],
  ['addresses', 'https://a'.repeat(1 << 17)],
  ['assignments', 'A_B='.repeat(1 << 18)],
  ['telling names', 'password'.repeat(1 << 17)],
  ['values', 'value '.repeat(1 << 17)],
  ['blanks', ' '.repeat(1 << 20)],
  ['keys that begin', '-----BEGIN '.repeat(1 << 16)],
])('a megabyte of %s is a short line at once', (_, text) => {
  expect(serverMessage(text).length).toBeLessThan(610);
});

const basic = Buffer.from('kim:walking').toString('base64');

test.each([
  ['Bearer walking', 'cannot use walking here', 'cannot use *** here'],
  [`Basic ${basic}`, `bad header Basic ${basic} of kim:walking, or walking`, 'bad header Basic *** of ***, or ***'],
  ['Bearer a', 'a short one is a word', 'a short one is a word'],
])('an answer to a request with %s is told without it', (authorization, text, told) => {
  expect(withoutOwnSecrets({ headers: { authorization } })(text)).toBe(told);
});

test('without a header nothing is taken out', () => {
  expect(withoutOwnSecrets({ headers: {} })('as it is')).toBe('as it is');
});

test('of a list of objects the dots are said once', () => {
  const rules = Array.from({ length: 9 }, () => '{APIGroups:[""], Resources:["pods"], Verbs:["get"]}').join('\n');
  expect(serverMessage(`is attempting to grant RBAC permissions not currently held:\n${rules}`)).toBe(
    'is attempting to grant RBAC permissions not currently held: ...',
  );
});
