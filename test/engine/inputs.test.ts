/** What a person tells for some subjects reaches these and no others. */
import { expect, test } from 'vitest';
import ingressTls from '../../plugins/ingress/tls/check.ts';
import { buildDecisions, type Inputs } from '../../src/engine/index.ts';
import { createInventory } from '../../src/inventory/index.ts';
import { runChecks } from '../support/fixture-runner/run.ts';
import { readVocabulary } from '../support/fixture-runner/vocabulary.ts';

function ingress(namespace: string, name: string): Record<string, unknown> {
  const rules = [{ host: `${name}.example.com` }];
  return { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata: { namespace, name }, spec: { rules } };
}
const FIXTURE = readVocabulary([ingress('shop', 'web'), ingress('shop', 'api'), ingress('ops', 'web')], 'fixture.yaml');

function findings(values: Readonly<Record<string, string>>) {
  const inputs: Inputs = new Map([['ingress/tls', values]]);
  return runChecks([ingressTls], FIXTURE, { given: { inputs } }).findings;
}

/** The Secret that each Ingress would get, by its name. */
function secrets(values: Readonly<Record<string, string>>): Readonly<Record<string, string | undefined>> {
  const named = findings(values).map(({ subject, proposal }) => {
    const secret = /"secretName":"([^"]+)"/.exec(JSON.stringify(proposal?.changes))?.[1];
    return [`${subject.namespace}/${subject.name}`, secret] as const;
  });
  return Object.fromEntries(named);
}

test('the narrowest scope counts, whatever the order', () => {
  const wanted = { 'shop/web': 'c', 'shop/api': 'b', 'ops/web': 'a' };
  expect(secrets({ secretName: 'a', 'secretName@shop': 'b', 'secretName@shop/Ingress/web': 'c' })).toEqual(wanted);
  expect(secrets({ 'secretName@shop/Ingress/web': 'c', 'secretName@shop': 'b', secretName: 'a' })).toEqual(wanted);
  expect(secrets({ 'secretName@ops': 'a' })).toEqual({ 'ops/web': 'a' });
});

test('what differs by subject is asked for each', () => {
  const checks = new Map([['ingress/tls', ingressTls]]);
  const context = {
    sourceType: 'live',
    inventory: createInventory(),
    checks,
    itemNumber: () => 0,
    folds: () => false,
  } as const;
  const asked = buildDecisions(findings({}), context).flatMap(({ inputs = [] }) => inputs.map(({ name }) => name));
  expect(asked.sort()).toEqual([
    'secretName@ops/Ingress/web',
    'secretName@shop/Ingress/api',
    'secretName@shop/Ingress/web',
  ]);
});
