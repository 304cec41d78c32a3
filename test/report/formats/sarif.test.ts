/** SARIF as its schema and as code scanning want it. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import Ajv from 'ajv';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Report } from '../../../src/model/report.ts';
import { fileUri } from '../../../src/report/sarif/locations.ts';
import { HOSTILE, type Printed, scanInAll, writeHostileTree } from '../../support/all-formats.ts';
import { createHome, type Home } from '../../support/program.ts';

interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly kind: string;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly {
    readonly physicalLocation: {
      readonly artifactLocation: { readonly uri: string };
      readonly region: { readonly startLine: number };
    };
    readonly logicalLocations: readonly { readonly fullyQualifiedName: string }[];
  }[];
  readonly partialFingerprints: { readonly primaryLocationLineHash: string; readonly 'kubectlHarden/v1': string };
  readonly suppressions: readonly { readonly kind: string; readonly justification: string }[];
}
interface Run {
  readonly tool: {
    readonly driver: {
      readonly semanticVersion: string;
      readonly rules: readonly {
        readonly id: string;
        readonly help: { readonly text: string; readonly markdown: string };
        readonly helpUri: string;
        readonly properties: { readonly tags: readonly string[]; readonly 'security-severity'?: string };
      }[];
    };
  };
  readonly invocations: readonly {
    readonly executionSuccessful: boolean;
    readonly toolExecutionNotifications: readonly { readonly message: { readonly text: string } }[];
  }[];
  readonly results: readonly Result[];
}

const schema = JSON.parse(
  readFileSync(
    join(createRequire(import.meta.url).resolve('@microsoft/jest-sarif'), '../schemas/sarif-2.1.0-rtm.5.json'),
    'utf8',
  ),
);
// The schema is of draft 4: its own id and meta schema are names of that time.
const { $schema: _, id: __, ...body } = schema;
const validate = new Ajv.default({
  strict: false,
  allErrors: true,
  validateFormats: false,
  unicodeRegExp: false,
}).compile(body);

const home: Home = createHome();
const hostile = join(home.folder, 'hostile');
let sample: Printed;
let tree: Printed;
beforeAll(async () => {
  writeHostileTree(hostile);
  sample = await scanInAll(home, ['--sample']);
  tree = await scanInAll(home, ['-f', hostile]);
});
afterAll(() => home.remove());

function runOf({ texts: { sarif = '' } }: Printed): Run {
  const log = JSON.parse(sarif);
  validate(log);
  expect(validate.errors ?? []).toEqual([]);
  return log.runs[0];
}
const reportOf = ({ texts: { json = '' } }: Printed) => JSON.parse(json) as Report;

test('the log is valid, and holds each finding once, under a fingerprint of its own', () => {
  for (const printed of [sample, tree]) {
    const { results, tool } = runOf(printed);
    const found = results.filter(({ partialFingerprints }) => !partialFingerprints['kubectlHarden/v1'].includes(':'));
    const ids = found.map(({ partialFingerprints }) => partialFingerprints['kubectlHarden/v1']);
    expect(ids).toEqual(reportOf(printed).findings.map(({ id }) => id));
    const lines = results.map(({ partialFingerprints }) => partialFingerprints.primaryLocationLineHash);
    expect(new Set(lines).size).toBe(results.length);
    for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
  }
});

test('rules carry what code scanning shows: help, tags, a number for the severity and a page', () => {
  const { driver } = runOf(sample).tool;
  expect(driver.semanticVersion).toMatch(/^\d+\.\d+\.\d+/);
  for (const { id, help, helpUri, properties } of driver.rules) {
    expect(help.text.length > 0 && help.markdown.length > 0, id).toBe(true);
    expect(helpUri).toMatch(/^https:\/\/.+\/plugins\/[a-z-]+\/README\.md#[a-z-]+$/);
    expect(properties.tags[0]).toBe('security');
    expect(properties.tags.length).toBeLessThanOrEqual(20);
    // What only informs has no number.
    expect(Number(properties['security-severity'] ?? 0.1)).toBeGreaterThan(0);
  }
});

test('a manifest is named by file and line, an object of a cluster by a stable path and a logical place', () => {
  const uris = (run: Run) => run.results.map(({ locations: [at] }) => at?.physicalLocation.artifactLocation.uri ?? '');
  for (const uri of [...uris(runOf(tree)), ...uris(runOf(sample))])
    expect(() => new URL(uri, 'file:///')).not.toThrow();
  const inFiles = uris(runOf(tree)).filter((uri) => uri.startsWith('hostile/'));
  expect(inFiles.length).toBeGreaterThan(HOSTILE.length);
  expect(inFiles[0]).toMatch(/^hostile\/\d+%20%3Dcmd%7C%3Cb%3E%22%E2%80%AE\.yaml$/);
  expect(uris(runOf(sample))).toContain('cluster/shop/deployment.apps/web');
});

test('an unknown is open, a question is for review, and neither is a failure or a pass', () => {
  const { results } = runOf(sample);
  const kinds = new Map(results.map(({ ruleId, kind, level }) => [ruleId, [kind, level]]));
  expect(kinds.get('authentication/mfa')).toEqual(['review', 'none']);
  expect(results.some(({ kind }) => kind === 'pass' || kind === 'notApplicable')).toBe(false);
  const { invocations, results: ofFiles } = runOf(tree);
  // Manifests never tell all of a cluster: no alert for what they cannot say.
  expect(ofFiles.every(({ kind }) => kind === 'fail')).toBe(true);
  expect(invocations[0]?.toolExecutionNotifications.some(({ message }) => message.text.includes('not passed'))).toBe(
    true,
  );
});

test('what a name says makes no link and gives no order to a terminal', () => {
  for (const { message } of runOf(tree).results) expect(message.text).not.toContain('](');
  const { sarif = '' } = tree.texts;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: this is what must not be there
  expect(sarif.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
});

test.each([
  ['/work/a b/x.yaml', '/work', 'a%20b/x.yaml'],
  ['/work/x.yaml', '/work/', 'x.yaml'],
  ['./x.yaml', '/work', 'x.yaml'],
  ['../up.yaml', '/work', '../up.yaml'],
  ['/else/x#1.yaml', '/work', 'file:///else/x%231.yaml'],
  ['C:\\repo\\x.yaml', 'C:\\repo', 'x.yaml'],
  ['a\\b.yaml', '/work', 'a%5Cb.yaml'],
  ['-', '/work', 'stdin'],
  ['lone\ud800.yaml', '/work', 'lone%EF%BF%BD.yaml'],
])('%s from %s is %s', (file, root, uri) => {
  expect(fileUri(file, root)).toBe(uri);
});

test('what a kustomization builds is named by the file that it is written in', async () => {
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(home.folder, path)), { recursive: true });
    writeFileSync(join(home.folder, path), text);
  };
  const pod = 'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {containers: [{name: c, image: i}]}\n';
  write('base/web.yaml', `# a comment\n---\n${pod}`);
  write('base/kustomization.yaml', 'resources: [web.yaml]\n');
  write('overlay/kustomization.yaml', 'resources: [../base]\nnamespace: shop\n');
  const { results } = runOf(await scanInAll(home, ['-k', 'overlay', '--area', 'workloads']));
  const places = results.map(({ locations: [at] }) => at?.physicalLocation);
  expect(new Set(places.map((place) => place?.artifactLocation.uri))).toEqual(new Set(['base/web.yaml']));
  // The fields of the pod, or the spec in which they are missing.
  expect(new Set(places.map((place) => place?.region.startLine))).toEqual(new Set([3, 6]));
});
