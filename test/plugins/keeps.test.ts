/** A member of a custom resource that is read is kept, and what is kept is spelt as it is written. */
import { expect, test } from 'vitest';
import { type AnyAutomatedCheck, defineCheck, must } from '../../src/plugin-api/index.ts';
import { expectKeptIsEnough, unmetKeeps } from '../support/fixture-runner/keeps.ts';
import { readVocabulary } from '../support/fixture-runner/vocabulary.ts';
import { settable } from '../support/settable.ts';

interface Widget {
  readonly spec?: { readonly size?: number; readonly parts?: readonly { readonly name?: string }[] };
  readonly status?: { readonly phase?: string };
}

/** Fails for large widgets, of which `spec.size` tells, and for broken ones, of which `status.phase` tells. */
function widgets(keep: readonly string[]): AnyAutomatedCheck {
  return defineCheck({
    mode: 'automated',
    meta: { ...settable.meta, id: 'widgets/small' },
    subject: 'widgets.example.com',
    reads: [must('widgets.example.com', { keep })],
    evaluate({ object }) {
      const { spec, status } = object as Widget;
      if (status?.phase === 'Broken') return [{ message: 'It is broken.' }];
      return (spec?.size ?? 0) > 9 ? [{ message: 'It is large.', path: ['spec'] }] : [];
    },
  });
}

function fixture(members: object) {
  const head = { apiVersion: 'example.com/v1', kind: 'Widget', metadata: { name: 'w', namespace: 'shop' } };
  return readVocabulary([{ ...head, ...members }], 'fixture.yaml');
}

const LARGE = fixture({ spec: { size: 10, parts: [{ name: 'a' }] } });
const BROKEN = fixture({ spec: { size: 1 }, status: { phase: 'Broken' } });

test('a member that is read and not kept is found in the fixture that holds it', () => {
  expect(() => expectKeptIsEnough(widgets(['spec.size']), BROKEN)).toThrow('it reads a member that it does not keep');
  expect(() => expectKeptIsEnough(widgets(['status']), LARGE)).toThrow('it reads a member that it does not keep');
});

test('what is read is kept: the rest changes nothing', () => {
  for (const each of [LARGE, BROKEN]) expectKeptIsEnough(widgets(['spec.size', 'status.phase']), each);
});

test('a kept path that leads to nothing in all fixtures is misspelt', () => {
  const check = widgets(['spec.size', 'spec.sice', 'spec.parts.name', 'spec.parts.label', 'status.phase']);
  expect(unmetKeeps(check, [LARGE, BROKEN])).toEqual([
    'widgets.example.com spec.sice',
    'widgets.example.com spec.parts.label',
  ]);
  expect(unmetKeeps(widgets(['status.phase']), [LARGE])).toEqual(['widgets.example.com status.phase']);
});
