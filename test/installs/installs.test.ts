/**
 * Widely used installs, written anew in the shape that their makers ship: what is told of them, and why that is right.
 * Nothing critical may be wrong, and of what is high at most one in a hundred.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { PLUGINS } from '../../plugins/index.ts';
import type { Finding } from '../../src/model/finding.ts';
import { readFixture } from '../support/fixture-runner/load.ts';
import { runChecks } from '../support/fixture-runner/run.ts';
import { expectGolden } from '../support/goldens.ts';

/** Those about pods, images and their namespaces: what else an install holds is not in these trees. */
const AREAS: ReadonlySet<string> = new Set(['workloads', 'images', 'hygiene', 'pod-security']);
const checks = PLUGINS.filter(({ name }) => AREAS.has(name)).flatMap((plugin) => plugin.checks);

interface Judged {
  readonly check: string;
  /** Of the subject and, where there is one, its part: `DaemonSet monitoring/promtail pods`. */
  readonly at: string;
  readonly verdict: 'right' | 'wrong';
  readonly why: string;
}

const folder = (path: string): URL => new URL(path, import.meta.url);
const trees = readdirSync(folder('trees'))
  .filter((name) => name.endsWith('.yaml') && !name.endsWith('.golden.yaml'))
  .map((name) => name.replace(/\.yaml$/, ''));
/** What is high or critical, one by one; everything else by its check. */
const judged = parse(readFileSync(folder('judged.yaml'), 'utf8')) as Readonly<Record<string, readonly Judged[]>>;
const reasons = parse(readFileSync(folder('reasons.yaml'), 'utf8')) as Readonly<Record<string, string>>;

function findingsOf(tree: string): readonly Finding[] {
  const fixture = readFixture(folder(`trees/${tree}.yaml`).pathname);
  const version = { gitVersion: 'v1.36.3', major: 1, minor: 36 };
  const evidence = { ...fixture.evidence, ServerVersion: { coverage: { state: 'full' as const }, value: version } };
  return runChecks(checks, { ...fixture, evidence }).findings.filter(({ cause }) => cause === undefined);
}

function placeOf({ subject, part }: Finding): string {
  const name = subject.namespace === undefined ? subject.name : `${subject.namespace}/${subject.name}`;
  return [subject.kind, name, ...(part === undefined ? [] : [part])].join(' ');
}

function isGrave({ severity }: Finding): boolean {
  return severity === 'critical' || severity === 'high';
}

const all = new Map(trees.map((tree) => [tree, findingsOf(tree)]));

test.each(trees)('%s: what is told of it, each with a reason', (tree) => {
  const findings = all.get(tree) ?? [];
  const lines = findings.map((each) => `${each.severity} ${each.check} ${placeOf(each)}: ${each.message}`).sort();
  expectGolden(lines.join('\n'), folder(`trees/${tree}.golden.txt`));
  const known = new Set((judged[tree] ?? []).map(({ check, at }) => `${check} ${at}`));
  const grave = findings.filter(isGrave).map((each) => `${each.check} ${placeOf(each)}`);
  expect(grave.filter((each) => !known.has(each))).toEqual([]);
  expect([...known].filter((each) => !grave.includes(each))).toEqual([]);
  expect([...new Set(findings.map(({ check }) => check))].filter((check) => reasons[check] === undefined)).toEqual([]);
});

test('nothing critical is wrong, and at most one of a hundred that are high', () => {
  const wrong = Object.entries(judged).flatMap(([tree, entries]) =>
    entries.filter(({ verdict }) => verdict === 'wrong').map(({ check, at }) => ({ tree, check, at })),
  );
  const isAt = (tree: string, check: string, at: string) => (each: Finding) =>
    each.check === check && placeOf(each) === at && all.get(tree)?.includes(each) === true;
  const findings = [...all.values()].flat();
  const of = (severity: string) => findings.filter((each) => each.severity === severity);
  const wrongOf = (severity: string) =>
    of(severity).filter((each) => wrong.some(({ tree, check, at }) => isAt(tree, check, at)(each)));
  expect(wrongOf('critical')).toEqual([]);
  expect(wrongOf('high').length).toBeLessThanOrEqual(of('high').length / 100);
});
