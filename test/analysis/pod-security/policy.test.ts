import { describe, expect, test } from 'vitest';
import {
  isReviewed,
  minorOf,
  namespacePolicy,
  parseVersion,
  REVIEWED_MINOR,
  RULES,
  versionOn,
} from '../../../src/analysis/pod-security/index.ts';

const label = (level: string, version = 'latest', valid = true) => ({ level, version, valid });
const labels = (values: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [`pod-security.kubernetes.io/${key}`, value]));

describe('labels resolve as on the API server', () => {
  const cases: readonly (readonly [string, Readonly<Record<string, string>>, Readonly<Record<string, unknown>>])[] = [
    ['no labels leave everything to the cluster', {}, { enforce: null, audit: null, warn: null }],
    [
      'warn takes over enforce',
      { enforce: 'baseline' },
      { enforce: label('baseline'), warn: label('baseline'), audit: null },
    ],
    [
      'warn takes over the version of enforce',
      { enforce: 'restricted', 'enforce-version': 'v1.30' },
      { enforce: label('restricted', 'v1.30'), warn: label('restricted', 'v1.30') },
    ],
    [
      'a version of warn alone is kept',
      { enforce: 'restricted', 'enforce-version': 'v1.30', 'warn-version': 'latest' },
      { warn: label('restricted', 'latest') },
    ],
    ['an explicit warn level wins', { enforce: 'restricted', warn: 'privileged' }, { warn: label('privileged') }],
    [
      'enforced privileged is nothing to take over',
      { enforce: 'privileged' },
      { enforce: label('privileged'), warn: null },
    ],
    [
      'an invalid enforce level enforces restricted and is not taken over',
      { enforce: 'Baseline' },
      { enforce: label('restricted', 'latest', false), warn: null },
    ],
    [
      'invalid audit and warn levels are privileged',
      { audit: 'high', warn: 'x' },
      { audit: label('privileged', 'latest', false), warn: label('privileged', 'latest', false) },
    ],
    [
      'an invalid version is latest',
      { enforce: 'baseline', 'enforce-version': '1.30' },
      { enforce: label('baseline', 'latest', false) },
    ],
    [
      'a version without a level pins the default',
      { 'enforce-version': 'v1.30' },
      { enforce: label('privileged', 'v1.30') },
    ],
  ];
  for (const [name, values, expected] of cases) {
    test(name, () => expect(namespacePolicy(labels(values))).toMatchObject(expected));
  }
});

test('no labels at all are no policy', () => {
  expect(namespacePolicy(undefined)).toEqual({ enforce: null, audit: null, warn: null });
});

test('versions are latest or v1 with a minor, nothing else', () => {
  expect(parseVersion('latest')).toEqual({ minor: Number.POSITIVE_INFINITY });
  expect(parseVersion('v1.0')).toEqual({ minor: 0 });
  expect(parseVersion('v1.36')).toEqual({ minor: 36 });
  for (const text of ['', '1.30', 'v1.030', 'v2.0', 'v1', 'v1.3.1', 'Latest', 'v1.-1'])
    expect(parseVersion(text), text).toBeUndefined();
});

test.each([
  [33, 'latest', 'v1.33'],
  [33, 'v1.34', 'v1.33'],
  [33, 'v1.33', 'v1.33'],
  [33, 'v1.20', 'v1.20'],
  [33, 'no version', 'v1.33'],
  [undefined, 'latest', 'latest'],
  [undefined, 'v1.99', 'v1.99'],
])('on a server of minor %s the version %s has the rules of %s', (server, version, expected) => {
  expect(versionOn(server, version)).toBe(expected);
});

test.each([
  [37, 'latest', true],
  [36, 'v1.38', true],
  [38, 'latest', false],
  [38, 'no version', false],
  [38, 'v1.38', false],
  [39, 'v1.37', true],
  [undefined, 'latest', true],
])('on a server of minor %s the rules of %s are known: %s', (server, version, expected) => {
  expect(isReviewed(server, version)).toBe(expected);
});

test('no rule is newer than the release that they were compared with', () => {
  const newest = Math.max(...RULES.flatMap(({ revisions }) => revisions.map(({ since }) => since)));
  expect(newest).toBeLessThanOrEqual(REVIEWED_MINOR);
});

test.each([
  ['v1.33.7', 33],
  ['v1.30.2-eks-0123', 30],
  ['', undefined],
])('the minor of %j is %s', (gitVersion, minor) => {
  expect(minorOf(gitVersion)).toBe(minor);
});
