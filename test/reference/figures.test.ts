/** What the reference cluster comes to: thousands of findings, an afternoon's decisions. */
import { expect, test } from 'vitest';
import { PLUGINS } from '../../plugins/index.ts';
import { isInProfile } from '../../src/catalog/profiles.ts';
import { defaultAccounts, manifests } from './cluster.ts';
import { figuresOf } from './figures.ts';
import { live } from './live.ts';
import { scanReference } from './scan.ts';

const WORKLOADS = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'CronJob', 'Pod']);

test('The cluster has 61 namespaces and 312 workloads, 14 and 91 of them of the platform', () => {
  const namespaces = manifests().filter(({ kind }) => kind === 'Namespace');
  const workloads = manifests().filter(({ kind }) => WORKLOADS.has(kind));
  expect([namespaces.length, workloads.length]).toEqual([61, 312]);
  const application = /^(shop|batch|preview|data)-|^(payments|ci|legacy-crm|web|default|ledger|search|notify)$/;
  expect(workloads.filter(({ metadata }) => application.test(metadata.namespace ?? ''))).toHaveLength(221);
  expect(namespaces.filter(({ metadata }) => application.test(metadata.name))).toHaveLength(47);
});

test('It is the same in every run, and names every object once', () => {
  expect(JSON.stringify(live(manifests()))).toBe(JSON.stringify(live(manifests())));
  const objects = live([...manifests(), ...defaultAccounts()]);
  const keys = objects.map(({ kind, metadata }) => `${kind} ${metadata.namespace ?? ''}/${metadata.name}`);
  expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
});

test('Thousands of findings are an afternoon of decisions, and what is grave is rare', async () => {
  const everything = PLUGINS.flatMap(({ checks }) => checks);
  const { findings } = figuresOf(await scanReference({ checks: everything }));
  expect(findings).toBeGreaterThanOrEqual(4000);
  expect(findings).toBeLessThanOrEqual(9000);
  const walked = everything.filter((check) => isInProfile(check, 'essentials'));
  const { decisions, bySeverity } = figuresOf(await scanReference({ checks: walked }));
  expect(decisions).toBeLessThanOrEqual(60);
  expect(bySeverity.critical).toBeLessThanOrEqual(5);
  expect(bySeverity.high).toBeLessThanOrEqual(20);
});
