/** `harden.yaml` counts in the operator's own repository, and is told of everywhere else. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findRecords, RecordsError } from '../../src/records/index.ts';

const RECORDS = `apiVersion: harden.kubectl.dev/v1alpha1
kind: Records
waivers:
  - {match: {check: workloads/privileged}, reason: builds images, by: Kim, expires: 2099-01-31}
`;
let root: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'harden-records-')));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function put(path: string, text = RECORDS): string {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}
const uid = process.getuid?.();
function found(paths: readonly string[], workingFolder = 'mine', owner = uid) {
  const list = findRecords({
    paths: paths.map((path) => join(root, path)),
    workingFolder: join(root, workingFolder),
    ...(owner === undefined ? {} : { uid: owner }),
  });
  return list.map((each) => [each.is, each.file.slice(root.length + 1), 'reason' in each ? each.reason : '']);
}

beforeEach(() => {
  put('mine/.git/HEAD', '');
  put('mine/deploy/shop/web.yaml', '{}');
  put('other/.git/HEAD', '');
  put('other/deploy/web.yaml', '{}');
});

test('it is found in the folder that is read, or in a parent of the repository', () => {
  put('mine/harden.yaml');
  expect(found(['mine/deploy/shop/web.yaml'])).toEqual([['used', 'mine/harden.yaml', '']]);
  put('mine/deploy/harden.yaml');
  expect(found(['mine/deploy/shop'])).toEqual([['used', 'mine/deploy/harden.yaml', '']]);
  expect(found(['mine/deploy', 'mine/deploy/shop'])).toEqual([['used', 'mine/deploy/harden.yaml', '']]);
});

test('above the root of the repository nobody looks, nor above a folder in no repository', () => {
  put('harden.yaml');
  put('loose/a/web.yaml', '{}');
  expect(found(['mine/deploy', 'loose/a'])).toEqual([]);
});

test('in what is not the repository of the operator it is told of, and does not count', () => {
  put('other/harden.yaml');
  put('loose/harden.yaml');
  const reason = 'it is not of the repository that you work in';
  expect(found(['other/deploy', 'loose'])).toEqual([
    ['left', 'loose/harden.yaml', reason],
    ['left', 'other/harden.yaml', reason],
  ]);
  expect(found(['other/deploy'], 'other/deploy')).toEqual([['used', 'other/harden.yaml', '']]);
  expect(found(['loose'], 'loose')).toEqual([['left', 'loose/harden.yaml', reason]]);
});

test('a repository within the own one is another one', () => {
  put('mine/vendor/chart/.git', 'gitdir: elsewhere');
  put('mine/vendor/chart/harden.yaml');
  expect(found(['mine/vendor/chart'])).toEqual([
    ['left', 'mine/vendor/chart/harden.yaml', 'it is not of the repository that you work in'],
  ]);
});

test('several, a link, and a file of another user count for nothing', () => {
  put('mine/deploy/harden.yaml');
  put('mine/deploy/shop/harden.yaml');
  const several = 'there are several for what is read';
  expect(found(['mine/deploy/shop', 'mine/deploy'])).toEqual([
    ['left', 'mine/deploy/harden.yaml', several],
    ['left', 'mine/deploy/shop/harden.yaml', several],
  ]);
  mkdirSync(join(root, 'mine/linked'));
  symlinkSync(put('elsewhere.yaml'), join(root, 'mine/linked/harden.yaml'));
  expect(found(['mine/linked'])).toEqual([['left', 'mine/linked/harden.yaml', 'it is a link']]);
  expect(found(['mine/deploy/shop'], 'mine', (uid ?? 0) + 1)).toEqual([
    ['left', 'mine/deploy/shop/harden.yaml', 'it belongs to another user'],
  ]);
});

test('a file of that name that holds something else is none; a damaged one is an error', () => {
  put('mine/harden.yaml', 'kind: Plugin\nspec: {shortDescription: Records of hardening}\n');
  expect(found(['mine/deploy'])).toEqual([]);
  put('mine/harden.yaml', `${RECORDS}  - {match: {check: x}, by: Kim, expires: 2099-01-31}\n`);
  expect(() => found(['mine/deploy'])).toThrow(RecordsError);
});

test('streams, and paths that are not there, have none', () => {
  expect(findRecords({ paths: ['-', join(root, 'gone/web.yaml')], workingFolder: join(root, 'mine') })).toEqual([]);
});
