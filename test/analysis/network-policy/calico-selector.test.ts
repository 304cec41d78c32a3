/** Selectors of Calico, answered where the namespace alone tells. */
import { expect, test } from 'vitest';
import { type KnownLabels, selects } from '../../../src/analysis/network-policy/other/calico-selector.ts';

/** Of pods nothing is known but their namespace. */
const ofPods: KnownLabels = (key) => (key === 'projectcalico.org/namespace' ? 'shop' : undefined);
const ofNamespace: KnownLabels = (key) => ({ team: 'web' })[key] ?? null;

test.each([
  ['', true],
  ['all()', true],
  ['!all()', false],
  ['global()', false],
  ["projectcalico.org/namespace == 'shop'", true],
  ['projectcalico.org/namespace != "shop"', false],
  ["projectcalico.org/namespace not in {'kube-system', 'calico-system'}", true],
  ["projectcalico.org/namespace in { 'kube-system','shop' }", true],
  ["(projectcalico.org/namespace in {'a'} || all()) && !(projectcalico.org/namespace == 'b')", true],
  ["app == 'web'", undefined],
  ['has(app)', undefined],
  ["app == 'web' || all()", true],
  ["app == 'web' && projectcalico.org/namespace == 'other'", false],
  ["app starts with 'we'", undefined],
  ["app contains 'we' && !all()", false],
  // None of these is a selector.
  ['app ==', undefined],
  ['all(', undefined],
  ["in {'a'}", undefined],
  ['all() all()', undefined],
  ['$(reboot)', undefined],
  ['!'.repeat(10_000), undefined],
  ['('.repeat(10_000), undefined],
])('%s', (selector, answer) => {
  expect(selects(selector, ofPods)).toBe(answer);
});

test.each([
  ["team == 'web'", true],
  ['has(team) && !has(owner)', true],
  ["owner != 'us'", true],
  ["owner in {'us'}", false],
])('of a namespace, whose labels are all known: %s', (selector, answer) => {
  expect(selects(selector, ofNamespace)).toBe(answer);
});
