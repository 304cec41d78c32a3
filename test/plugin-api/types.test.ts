/** What a check may not ask for is a type error: each line below that is expected to be one fails the type check if it is none. */
import { expect, test } from 'vitest';
import { type CheckMeta, defineCheck, defineFact, may, must } from '../../src/plugin-api/index.ts';

const meta: CheckMeta = {
  id: 'test/types',
  title: '',
  severity: 'low',
  rationale: '',
  guidance: '',
  item: '',
  refs: [],
  since: '',
};
const other = defineFact({ name: 'other', scope: 'cluster', reads: [may('Pod')], derive: () => 1 });
const count = defineFact({
  name: 'count',
  scope: 'cluster',
  reads: [may('Service')],
  derive: (view) => view.own('Service').value.length,
});

test('views show what was declared, within its reach', () => {
  const check = defineCheck({
    mode: 'automated',
    meta,
    subject: 'Ingress',
    reads: [
      may('Service'),
      must.all('RoleBinding'),
      may.in('kube-system', 'Pod'),
      may('widgets.example.com', { keep: ['spec'] }),
      may('Metrics'),
      may.fact(count),
    ],
    settings: { hosts: { describe: '', default: [] as readonly string[] } },
    evaluate({ object }, { view, settings }) {
      const hosts: readonly string[] = settings.hosts;
      const sum: number = view.derive(count).value;
      const rules = object.spec?.rules;
      view.own('Service').value[0]?.spec?.ports;
      view.all('RoleBinding').value[0]?.roleRef.name;
      view.own('widgets.example.com').value[0]?.metadata.name;
      // @ts-expect-error only the own namespace is declared
      view.all('Service');
      // @ts-expect-error nothing of it is declared
      view.own('Secret');
      // @ts-expect-error nothing of it is declared
      view.own('Node');
      // @ts-expect-error only in a namespace by its name
      view.own('Pod');
      // @ts-expect-error this evidence is not declared
      view.evidence('ServerFlags');
      // @ts-expect-error this setting does not exist
      settings.host;
      // @ts-expect-error a number
      view.derive(count).value.length;
      // @ts-expect-error subjects are read-only
      object.metadata.name = '';
      return rules === undefined && hosts.length + sum === 0 ? [{ message: 'nothing' }] : [];
    },
  });
  expect(check.reads?.length).toBe(6);
});

test('declarations that cannot be are type errors', () => {
  // @ts-expect-error what is kept of a custom resource has to be said
  may('widgets.example.com');
  // @ts-expect-error evidence has no namespaces
  must.all('Metrics');
  // @ts-expect-error there is no such kind
  must('Pods');
  // @ts-expect-error there is no such kind
  defineCheck({ mode: 'automated', meta, subject: 'Ingres', evaluate: () => [] });
  // @ts-expect-error of kinds in the table everything is kept that the decoder keeps
  must('Pod', { keep: ['spec'] });
  expect(other.name).toBe('other');
});
