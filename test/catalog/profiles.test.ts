/** Which checks a profile holds, and what is asked where none is named. */
import { afterAll, expect, test } from 'vitest';
import { PLUGINS } from '../../plugins/index.ts';
import { PROFILES } from '../../src/catalog/names.ts';
import { isInProfile, OFF_BY_DEFAULT, profilesOf } from '../../src/catalog/profiles.ts';
import { chooseChecks, loadRegistry } from '../../src/cli/args/choose-checks.ts';
import type { FlagName } from '../../src/cli/args/flags.ts';
import { flagsOf } from '../../src/cli/args/parse.ts';
import type { Check } from '../../src/plugin-api/index.ts';
import { createHome } from '../support/program.ts';
import { CATALOGUE } from './catalogue.ts';

const home = createHome();
afterAll(() => home.remove());
const CHECKS: readonly Check[] = PLUGINS.flatMap(({ checks }) => checks);
const registry = await loadRegistry();

function chosen(flags: Partial<Record<FlagName, string>>, usual: 'on' | 'essentials' = 'on'): readonly string[] {
  const given = new Map(Object.entries(flags).map(([name, value]) => [name as FlagName, [value]]));
  return chooseChecks(registry, flagsOf(given), usual).map(({ meta }) => meta.id);
}

test('every profile holds checks, full all of them, and every check is in more than full', () => {
  for (const profile of PROFILES)
    expect(CHECKS.filter((check) => isInProfile(check, profile)).length).toBeGreaterThan(0);
  expect(CHECKS.every((check) => isInProfile(check, 'full'))).toBe(true);
  expect(CHECKS.filter((check) => profilesOf(check).length < 2).map(({ meta }) => meta.id)).toEqual([]);
});

test('the essentials are what is critical, high or on the closing checklist, with what the same restart resolves', () => {
  const essentials = new Set(CHECKS.filter((check) => isInProfile(check, 'essentials')).map(({ meta }) => meta.id));
  const grave = CHECKS.filter(({ meta }) => ['critical', 'high'].includes(meta.severity)).map(({ meta }) => meta.id);
  expect(grave.filter((id) => !essentials.has(id) && OFF_BY_DEFAULT[id] === undefined)).toEqual([]);
  expect(essentials).toContain('workloads/seccomp');
  expect(essentials).not.toContain('ingress/tls');
});

test('what is off by default is of the catalogue, has a reason, and is in no essentials', () => {
  for (const [id, why] of Object.entries(OFF_BY_DEFAULT)) {
    expect(CATALOGUE).toContain(id);
    expect(why).toMatch(/^[a-z].*[^.]$/);
  }
  const off = CHECKS.filter(({ meta }) => OFF_BY_DEFAULT[meta.id] !== undefined);
  expect(off.filter((check) => isInProfile(check, 'essentials'))).toEqual([]);
});

test('who names nothing gets what is on, the walk its essentials, and who names a check gets it', () => {
  const on = CHECKS.filter(({ meta }) => OFF_BY_DEFAULT[meta.id] === undefined).map(({ meta }) => meta.id);
  expect(chosen({})).toEqual(on);
  expect(chosen({}, 'essentials')).not.toContain('ingress/tls');
  expect(chosen({ check: 'ingress/tls' }, 'essentials')).toEqual(['ingress/tls']);
  expect(chosen({ area: 'ingress' }, 'essentials')).toContain('ingress/tls');
  expect(chosen({ profile: 'full' })).toEqual(CHECKS.map(({ meta }) => meta.id));
  expect(chosen({ profile: 'cis', area: 'ingress,rbac' })).not.toContain('ingress/tls');
  expect(() => chosen({ profile: 'pss-baseline', check: 'rbac/wildcards' })).toThrow('no check is left');
});

test('a scan asks what its profile holds', async () => {
  const { stdout } = await home.run(['scan', '--sample', '--profile', 'pss-baseline', '-o', 'json']);
  const { checks } = JSON.parse(stdout) as { readonly checks: readonly { readonly id: string }[] };
  const wanted = CHECKS.filter((check) => isInProfile(check, 'pss-baseline')).map(({ meta }) => meta.id as string);
  expect(checks.map(({ id }) => id).toSorted()).toEqual(wanted.toSorted());
});

test.each<[readonly string[], string]>([
  [['checks', '--guide', 'C'], 'must be one of A, B'],
  [['checks', '--framework', 'guide'], 'must be one of cis-k8s'],
  [['checks', '--guide', 'A', '--framework', 'pss'], 'exclude each other'],
  [['scan', '--profile', 'baseline'], 'must be one of essentials, full'],
])('%j is a usage error', async (args, says) => {
  const { code, stderr } = await home.run(args);
  expect(code).toBe(2);
  expect(stderr).toContain(says);
});

test('both lists are printed for people and for programs', async () => {
  const guide = await home.run(['checks', '--guide', 'B', '-o', 'json']);
  expect((JSON.parse(guide.stdout) as { control: string }[]).map(({ control }) => control)).toEqual([
    'B1',
    'B2',
    'B3',
    'B4',
    'B5',
    'B6',
    'B7',
    'B8',
    'BC',
  ]);
  const cis = await home.run(['checks', '--framework', 'cis-k8s']);
  expect(cis.stdout).toMatch(/^4\.1\.1 .*none can: /m);
  expect(cis.stdout).toMatch(/^5\.2\.2 .*workloads\/privileged/m);
});
