import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type Atom,
  atomsOf,
  compact,
  covers,
  describeRule,
  type Question,
  type Rule,
  ruleAllows,
  uncovered,
} from '../../../src/analysis/rbac/index.ts';
import { canonicalJson } from '../../../src/kube/canonical.ts';
import { FULL, paths, rule } from '../../support/rbac/objects.ts';

const some = (...values: readonly string[]) =>
  fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 });
const anyRule: fc.Arbitrary<Rule> = fc.oneof(
  fc
    .record({
      apiGroups: some('', 'apps', '*'),
      resources: some('pods', 'secrets', 'pods/exec', '*/exec', '*'),
      verbs: some('get', 'list', 'create', '*'),
      resourceNames: fc.option(some('a', 'b'), { nil: undefined }),
    })
    .map(({ resourceNames, ...rest }) => (resourceNames === undefined ? rest : { ...rest, resourceNames })),
  fc.record({ nonResourceURLs: some('/metrics', '/healthz', '/debug/*', '*'), verbs: some('get', 'post', '*') }),
);

test('compacting keeps every right and adds none', () => {
  fc.assert(
    fc.property(fc.array(anyRule, { maxLength: 5 }), (rules) => {
      const compacted = compact(rules);
      expect(uncovered(rules, compacted)).toEqual([]);
      expect(uncovered(compacted, rules)).toEqual([]);
    }),
  );
});

test('compacting equal rights in another order gives equal text', () => {
  fc.assert(
    fc.property(fc.array(anyRule, { maxLength: 4 }), (rules) => {
      expect(canonicalJson(compact([...rules].reverse()))).toBe(canonicalJson(compact(rules)));
      expect(compact(compact(rules))).toEqual(compact(rules));
    }),
  );
});

test('every rule covers itself and each of its atoms', () => {
  fc.assert(
    fc.property(anyRule, (each) => {
      expect(covers([each], [each])).toBe(true);
    }),
  );
  expect(atomsOf({ ...rule('get,list', 'pods', ',apps'), resourceNames: ['a', 'b'] })).toHaveLength(8);
});

const anyQuestion: fc.Arbitrary<Question> = fc.oneof(
  fc.record({
    verb: fc.constantFrom('get', 'list', 'create', 'delete'),
    group: fc.constantFrom('', 'apps', 'batch'),
    resource: fc.constantFrom('pods', 'secrets', 'jobs'),
    subresource: fc.constantFrom('', 'exec', 'log'),
    name: fc.constantFrom('', 'a', 'b', 'c'),
  }),
  fc.record({ verb: fc.constantFrom('get', 'post', 'put'), path: fc.constantFrom('/metrics', '/debug/pprof', '/') }),
);

test('every request that is refused afterwards is named by a right that is missing', () => {
  const rules = fc.array(anyRule, { maxLength: 3 });
  const allows = (all: readonly Rule[], question: Question) => all.some((each) => ruleAllows(each, question));
  fc.assert(
    fc.property(rules, rules, fc.array(anyQuestion, { minLength: 20 }), (before, after, questions) => {
      const refused = questions.filter((question) => allows(before, question) && !allows(after, question));
      const missing = uncovered(before, after);
      for (const question of refused) expect(missing.some((atom) => ruleAllows(ruleOf(atom), question))).toBe(true);
    }),
    { numRuns: 500 },
  );
});

function ruleOf(atom: Atom): Rule {
  if ('path' in atom) return { nonResourceURLs: [atom.path], verbs: [atom.verb] };
  const names = atom.name === undefined ? {} : { resourceNames: [atom.name] };
  return { apiGroups: [atom.group], resources: [atom.resource], verbs: [atom.verb], ...names };
}

test('equal verbs of one group become one rule, equal resources of two groups as well', () => {
  const rules = [
    rule('get,list', 'pods'),
    rule('list,get', 'secrets'),
    rule('get', 'jobs', 'batch'),
    rule('get', 'jobs', 'apps'),
  ];
  expect(compact(rules)).toEqual([
    { apiGroups: [''], resources: ['pods', 'secrets'], verbs: ['get', 'list'] },
    { apiGroups: ['apps', 'batch'], resources: ['jobs'], verbs: ['get'] },
  ]);
});

test('what is missing is told in its smallest parts', () => {
  expect(uncovered([rule('get,delete', 'pods')], [rule('get', '*')])).toEqual([
    { verb: 'delete', group: '', resource: 'pods' },
  ]);
  expect(uncovered([FULL], [rule('*', '*', ',apps')])).toEqual([{ verb: '*', group: '*', resource: '*' }]);
  expect(uncovered([rule('get', 'pods')], [{ ...rule('get', 'pods'), resourceNames: ['a'] }])).toHaveLength(1);
  expect(uncovered([rule('get', 'pods/exec')], [rule('get', '*/exec')])).toEqual([]);
  expect(uncovered([rule('get', 'pods/exec')], [rule('get', 'pods/*')])).toHaveLength(1);
  expect(uncovered([paths('get', '/debug/pprof')], [paths('get', '/debug/*')])).toEqual([]);
  expect(uncovered([paths('get', '*,/metrics')], [paths('get', '/*')])).toEqual([]);
});

test('rules read as sentences', () => {
  expect([FULL, paths('*', '*'), rule('get,list', 'pods'), rule('get', 'jobs', 'batch')].map(describeRule)).toEqual([
    'every verb on every resource in every API group',
    'every verb on every path',
    'get, list on pods',
    'get on jobs in batch',
  ]);
});
