/** Who is seen by admission, as the API server reads rules, selectors and conditions. */
import { expect, test } from 'vitest';
import { type Looking, narrower, sightOf } from '../../../src/analysis/admission/index.ts';

const rule = (resources: string, more: object = {}) => ({
  ...{ apiGroups: [''], operations: ['CREATE'], resources: resources.split(',') },
  ...more,
});
const seen = (looking: Looking, labels: Record<string, string> | undefined = { team: 'a' }, isNarrowing = false) =>
  sightOf(looking, { group: '', resource: 'pods', labels }, isNarrowing);

test.each([
  ['pods', 'all'],
  ['*', 'all'],
  ['*/*', 'all'],
  ['pods/*', 'all'],
  ['services,pods', 'all'],
  ['pods/exec', 'none'],
  ['*/exec', 'none'],
  ['deployments', 'none'],
])('a rule for %s sees %s of the pods that are made', (resources, sight) => {
  expect(seen({ rules: [rule(resources)] })).toBe(sight);
  expect(seen({ resourceRules: [rule(resources)] })).toBe(sight);
});

test.each<[string, Looking, string]>([
  ['of every group', { rules: [rule('pods', { apiGroups: ['*'] })] }, 'all'],
  ['of another group', { rules: [rule('pods', { apiGroups: ['apps'] })] }, 'none'],
  ['of every operation', { rules: [rule('pods', { operations: ['*'] })] }, 'all'],
  ['of updates', { rules: [rule('pods', { operations: ['UPDATE'] })] }, 'none'],
  ['of what is in namespaces', { rules: [rule('*', { scope: 'Namespaced' })] }, 'all'],
  ['of what is in none', { rules: [rule('*', { scope: 'Cluster' })] }, 'none'],
  ['of names', { rules: [rule('pods', { resourceNames: ['web'] })] }, 'some'],
  ['beside an exclusion', { resourceRules: [rule('*')], excludeResourceRules: [rule('pods')] }, 'none'],
  [
    'beside excluded names',
    { resourceRules: [rule('*')], excludeResourceRules: [rule('pods', { resourceNames: ['x'] })] },
    'some',
  ],
  ['in namespaces like this', { rules: [rule('pods')], namespaceSelector: { matchLabels: { team: 'a' } } }, 'all'],
  ['in other namespaces', { rules: [rule('pods')], namespaceSelector: { matchLabels: { team: 'b' } } }, 'none'],
  ['by labels of the pods', { rules: [rule('pods')], objectSelector: { matchLabels: { app: 'x' } } }, 'some'],
  ['under a condition', { rules: [rule('pods')], matchConditions: [{ expression: 'object.x' }] }, 'some'],
  ['under one that never holds', { rules: [rule('pods')], matchConditions: [{ expression: ' false ' }] }, 'none'],
  ['without rules', {}, 'none'],
])('a rule %s', (_, looking, sight) => {
  expect(seen(looking)).toBe(sight);
});

test('of a namespace that is not known a selector may select it', () => {
  const looking = { rules: [rule('pods')], namespaceSelector: { matchLabels: { team: 'b' } } };
  expect(sightOf(looking, { group: '', resource: 'pods' })).toBe('some');
});

test('a binding without rules narrows nothing, and one with rules to these', () => {
  expect(seen({}, {}, true)).toBe('all');
  expect(seen({ resourceRules: [rule('services')] }, {}, true)).toBe('none');
  expect([narrower('all', 'some'), narrower('all', 'none'), narrower('all', 'all')]).toEqual(['some', 'none', 'all']);
});
