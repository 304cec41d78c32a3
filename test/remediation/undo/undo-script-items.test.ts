import { expect, test } from 'vitest';
import type { PatchOperation } from '../../../src/kube/json-patch.ts';
import { refOf } from '../../../src/kube/refs.ts';
import { withFieldChanges } from '../../../src/model/edits.ts';
import type { StepPreview } from '../../../src/model/plan.ts';
import type { FieldPath } from '../../../src/plugin-api/index.ts';
import { partOf } from '../../../src/remediation/undo/undo-script-step.ts';
import { patched } from '../../support/json-patch.ts';
import { deployment, edit } from '../support.ts';

const BEFORE = deployment('api');
const CONTAINERS: FieldPath = ['spec', 'template', 'spec', 'containers'];

function stepOf(names: readonly string[]): StepPreview {
  const ref = refOf(BEFORE);
  const fieldChanges = names.map((is) => ({ path: [...CONTAINERS, { key: 'name', is }], after: { name: is } }));
  const spec = { template: { spec: { containers: [{ name: 'api' }, ...names.map((name) => ({ name }))] } } };
  return {
    step: 1,
    decision: 'd',
    title: 't',
    checks: [],
    ref,
    change: edit(BEFORE),
    disruption: 'rollout',
    effect: 'patch',
    request: { op: 'patch', ref, fieldChanges },
    before: withFieldChanges(
      { ...BEFORE, spec },
      fieldChanges.map(({ path }) => ({ path })),
    ),
    after: { ...BEFORE, spec } as never,
    diff: '',
    byOthers: [],
    warnings: [],
    verified: 'server',
  };
}

test('two items that a change added go out together, each at its place', () => {
  const step = stepOf(['first', 'second']);
  const { files } = partOf(step, 'run');
  const operations = JSON.parse(files['01-undo.json'] ?? '') as readonly PatchOperation[];
  expect(patched(step.after, operations)).toEqual(step.before);
});
