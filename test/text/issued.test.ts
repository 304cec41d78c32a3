import { expect, test } from 'vitest';
import { hasIssued, withoutIssued } from '../../src/text/issued.ts';

const HALF = '0123456789abcdef';
const WHOLE = `${HALF}${HALF}`;

test.each([
  `ghp_${HALF}`,
  `github_pat_${HALF}`,
  `glpat-${HALF}`,
  `AKIA${HALF.toUpperCase()}`,
  `AIza${WHOLE}`,
  `xoxb-${HALF}`,
  `sk-proj-${WHOLE}`,
  `sk-${WHOLE}`,
  `sk_live_${HALF}`,
  `npm_${WHOLE}`,
  `hvs.${HALF}`,
  `SG.${HALF}.${HALF}`,
  `ya29.${WHOLE}`,
  `eyJ${HALF}.eyJ${HALF}.${HALF}`,
])('%s is issued, wherever it stands', (token) => {
  expect(hasIssued(token)).toBe(true);
  expect(withoutIssued(`Role "${token}" in shop`)).toBe('Role "***" in shop');
});

test.each([
  ['https://kim:p4ss@db.example.com/x', 'https://***@db.example.com/x'],
  [`https://${HALF}@git.example.com/a.git`, 'https://***@git.example.com/a.git'],
  ['postgres://kim:p@ss@db/x', 'postgres://***@db/x'],
  ['mysql://kim:p/ss@db/x', 'mysql://***@db/x'],
  ['two https://a:b@c, and https://d:e@f', 'two https://***@c, and https://***@f'],
])('who is let in by %s is hidden', (address, shown) => {
  expect(withoutIssued(address)).toBe(shown);
});

test.each([
  'sk-checkout-service-7d9f8b6c5-x2x9z',
  'asia-northeast1-docker.pkg.dev/p/app:1',
  'ASIAPACIFIC',
  'npm_config_cache',
  'task-runner',
  'registry.example.com:5000/app@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef',
  'http://registry.example.com:8080/@scope/package',
  'system:serviceaccount:shop:default',
  'kim@example.com',
  'https://example.com/a@b',
])('%s is a name and stays', (name) => {
  expect([hasIssued(name), withoutIssued(name)]).toEqual([false, name]);
});
