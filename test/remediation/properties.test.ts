import fc from 'fast-check';
import { expect, test } from 'vitest';
import { withFieldChanges } from '../../src/model/edits.ts';
import { applyPlan, previewPlan, previewUndo, undoRun } from '../../src/remediation/index.ts';
import { contents, FakeTarget } from '../support/fake-target.ts';
import { type Case, cases } from './arbitrary.ts';
import { MemoryFiles } from './journal/memory-files.ts';
import { accessOf, contextFor } from './support.ts';

/** On a machine that does other things too. */
const PATIENCE = 120_000;
const ANY = { typed: 'shop' };
const consentOf = ({ consent }: { consent: { kind: string; text?: string } }) =>
  consent.text === undefined ? ANY : { typed: consent.text };

function start({ objects }: Case, options: ConstructorParameters<typeof FakeTarget>[1] = {}) {
  const target = new FakeTarget(objects, options);
  const files = new MemoryFiles();
  const context = contextFor(target, { access: accessOf(target), files, stateFolder: '/state' });
  return { target, before: contents(target), context, files };
}

test(
  'whatever is applied is taken back to objects that are deeply equal',
  async () => {
    await fc.assert(
      fc.asyncProperty(cases, async (one) => {
        const { target, before, context } = start(one);
        const preview = await previewPlan(context, one);
        expect(preview.refused).toEqual([]);
        const result = await applyPlan(context, preview, consentOf(preview));
        const changes = preview.steps.filter(({ effect }) => effect !== 'unchanged').length;
        expect(result.outcome).toBe(changes === 0 ? 'nothing' : 'applied');
        expect(target.writes).toHaveLength(changes);
        const again = await previewPlan(context, one);
        expect(again.steps.every(({ effect }) => effect === 'unchanged')).toBe(true);
        const undo = await previewUndo(context);
        expect(undo.refused).toEqual([]);
        expect((await undoRun(context, undo, consentOf(undo))).outcome).toBe(changes === 0 ? 'nothing' : 'applied');
        expect(contents(target)).toEqual(before);
      }),
      { numRuns: 300 },
    );
  },
  PATIENCE,
);

test(
  'a change of any step by somebody else between preview and apply refuses the whole run',
  async () => {
    await fc.assert(
      fc.asyncProperty(cases, fc.nat(), async (one, pick) => {
        const { target, context } = start(one);
        const preview = await previewPlan(context, one);
        const steps = preview.steps.filter(({ effect }) => effect !== 'unchanged');
        fc.pre(steps.length > 0);
        const step = steps[pick % steps.length];
        if (step === undefined) throw new Error('no step');
        // Another writer carries the step out first: every changed value is then another than in the preview.
        if (step.after === undefined) target.remove(step.ref);
        else target.put(step.after);
        const now = contents(target);
        const result = await applyPlan(context, preview, consentOf(preview));
        expect(result.outcome).toBe('refused');
        expect(result.error).toContain('Nothing was changed.');
        expect(target.writes).toEqual([]);
        expect(contents(target)).toEqual(now);
      }),
      { numRuns: 300 },
    );
  },
  PATIENCE,
);

test(
  'a change by somebody else in the middle of a run stops it there, and what was written can be taken back',
  async () => {
    await fc.assert(
      fc.asyncProperty(cases, fc.nat(), async (one, pick) => {
        const plain = start(one);
        const steps = (await previewPlan(plain.context, one)).steps.filter(({ effect }) => effect !== 'unchanged');
        fc.pre(steps.length > 0);
        const at = pick % steps.length;
        const victim = steps[at];
        if (victim === undefined) throw new Error('no step');
        const { target, before, context } = start(one, {
          before: (call, nth, fake) => {
            if (call !== 'write' || nth !== at + 1) return;
            if (victim.after === undefined) fake.remove(victim.ref);
            else fake.put(victim.after);
          },
        });
        const preview = await previewPlan(context, one);
        const result = await applyPlan(context, preview, consentOf(preview));
        expect(result.outcome).toBe(at === 0 ? 'refused' : 'failed');
        expect(target.writes).toHaveLength(at);
        // The other writer's work is not ours to take back.
        if (victim.before === undefined) target.remove(victim.ref);
        else target.put(victim.before);
        const undo = await previewUndo(context);
        expect(undo.steps.map(({ step }) => step)).not.toContain(victim.step);
        await undoRun(context, undo, consentOf(undo));
        expect(contents(target)).toEqual(before);
      }),
      { numRuns: 300 },
    );
  },
  PATIENCE,
);

test(
  'a process killed at any moment leaves a journal from which everything is taken back',
  async () => {
    await fc.assert(
      fc.asyncProperty(
        cases,
        fc.integer({ min: 1, max: 30 }),
        fc.boolean(),
        fc.boolean(),
        async (one, nth, torn, lost) => {
          const { target, before, context, files } = start(one, {
            // The last request may or may not have arrived.
            faults: lost ? [{ call: 'write', nth: 2, code: 'unreachable', written: true, times: 99 }] : [],
          });
          const preview = await previewPlan(context, one);
          files.failAt({ nth, how: torn ? 'torn' : 'full' });
          const result = await applyPlan(context, preview, consentOf(preview));
          files.failAt(undefined);
          if (result.outcome === 'journal-unwritable') expect(target.writes).toEqual([]);
          const undo = await previewUndo(context);
          expect(undo.refused).toEqual([]);
          await undoRun(context, undo, consentOf(undo));
          expect(contents(target)).toEqual(before);
        },
      ),
      { numRuns: 600 },
    );
  },
  PATIENCE,
);

test(
  'an undo killed at any moment is finished by the next undo',
  async () => {
    await fc.assert(
      fc.asyncProperty(cases, fc.integer({ min: 1, max: 20 }), fc.boolean(), async (one, nth, torn) => {
        const { target, before, context, files } = start(one);
        const preview = await previewPlan(context, one);
        await applyPlan(context, preview, consentOf(preview));
        const undo = await previewUndo(context);
        files.failAt({ nth, how: torn ? 'torn' : 'full' });
        await undoRun(context, undo, consentOf(undo));
        files.failAt(undefined);
        const rest = await previewUndo(context);
        expect(rest.refused).toEqual([]);
        await undoRun(context, rest, consentOf(rest));
        expect(contents(target)).toEqual(before);
      }),
      { numRuns: 300 },
    );
  },
  PATIENCE,
);

test(
  'a value changed by somebody else since is never overwritten by undo, and nothing else is taken back either',
  async () => {
    await fc.assert(
      fc.asyncProperty(cases, fc.nat(), async (one, pick) => {
        const { target, context } = start(one);
        const preview = await previewPlan(context, one);
        const steps = preview.steps.filter(({ request }) => request?.op === 'patch');
        fc.pre(steps.length > 0);
        await applyPlan(context, preview, consentOf(preview));
        const step = steps[pick % steps.length];
        const current = step === undefined ? undefined : target.get(step.ref);
        if (step?.request?.op !== 'patch' || current === undefined) throw new Error('no step');
        target.put(withFieldChanges(current, [{ path: step.request.fieldChanges[0]?.path ?? [], after: 'mine' }]));
        const now = contents(target);
        const undo = await previewUndo(context);
        expect(undo.refused.map(({ code }) => code)).toContain('drift');
        expect(undo.refused.find(({ code }) => code === 'drift')?.diff).toMatch(/^@@ /);
        expect((await undoRun(context, undo, consentOf(undo))).outcome).toBe('refused');
        expect(contents(target)).toEqual(now);
      }),
      { numRuns: 300 },
    );
  },
  PATIENCE,
);
