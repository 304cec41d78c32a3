import { expect, test } from 'vitest';
import { matchesLabels } from '../../src/kube/label-selector.ts';
import { parseSelector } from '../../src/kube/selector-text.ts';

const LABELS = { app: 'web', 'app.kubernetes.io/part-of': 'shop', empty: '' };

test.each([
  ['app=web', true],
  ['app == web', true],
  ['app!=web', false],
  ['tier!=db', true],
  ['app in (api, web)', true],
  ['app notin (api,web)', false],
  ['app', true],
  ['!app', false],
  ['! tier', true],
  ['app=web,tier', false],
  ['app in (api,web),app.kubernetes.io/part-of=shop', true],
  ['empty=', true],
  ['', true],
])('%s selects: %s', (text, selects) => {
  const selector = parseSelector(text);
  expect(selector !== undefined && matchesLabels(selector, LABELS)).toBe(selects);
});

test.each(['app in (web', ',', 'app=web,', '=web', 'app=(web)', 'app is web', 'app>1'])('%s is no selector', (text) => {
  expect(parseSelector(text)).toBeUndefined();
});
