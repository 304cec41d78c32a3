/**
 * Narrowed rules asked of the real authorizers before they take the place of a role's: in a role of their own, bound to a
 * user whom nobody can be, which is removed again.
 */
import type { Question } from '../../model/ports.ts';
import { count } from '../../text/words.ts';
import { filesOf, type Inquiry, pauseFor } from '../context.ts';
import { type Entry, note, noteMade, type Place } from '../journal/trials.ts';
import type { Run } from '../run/run.ts';
import { messageOf, nameOf } from '../words.ts';
import { removalOrder, type TrialObjects, trialObjects } from './objects.ts';
import { type Trial, trialOf } from './questions.ts';
import { remove } from './sweep.ts';

/** Why one of the steps must not be made; `undefined`: all that was done stays allowed, or there is nothing to ask. */
export async function refusedByTrial({ kind, steps, context, preview, signal }: Run): Promise<string | undefined> {
  const facts = kind === 'apply' ? context.access?.() : undefined;
  if (facts?.log === undefined || context.target.authorize === undefined) return undefined;
  const { objects, log } = facts;
  for (const step of steps) {
    const trial = trialOf(step, { objects, log });
    if (trial === undefined) continue;
    signal.throwIfAborted();
    const reason = await carryOut(trial, preview.cluster, { context, signal });
    if (reason !== undefined) return reason;
  }
  return undefined;
}

async function carryOut(
  trial: Trial,
  cluster: Run['preview']['cluster'],
  inquiry: Inquiry,
): Promise<string | undefined> {
  const { context } = inquiry;
  const { target } = context;
  const place = { stateFolder: context.stateFolder, files: filesOf(context) };
  const objects = trialObjects(trial.step.ref, trial.rules);
  const name = nameOf(trial.step.ref);
  const entry = note(removalOrder(objects), cluster, place);
  let answer: string | undefined;
  try {
    await make(objects, { entry, place, inquiry });
    answer = await ask(trial, objects.user, inquiry);
  } catch (error) {
    answer = `The narrowed rules of ${name} could not be tried: ${messageOf(error)}`;
  }
  try {
    await remove(entry, target, place);
  } catch (error) {
    const left = `The role and binding ${objects.role.metadata.name} of its trial, which grant nobody anything, could not be removed`;
    return `${answer ?? ''} ${left}: ${messageOf(error)} The next run removes them.`.trim();
  }
  return answer;
}

interface Making {
  readonly entry: Entry;
  readonly place: Place;
  readonly inquiry: Inquiry;
}

async function make({ role, binding }: TrialObjects, { entry, place, inquiry }: Making): Promise<void> {
  const { context, signal } = inquiry;
  for (const object of [role, binding]) {
    const { after } = await context.target.write({ op: 'create', object }, { dryRun: false }, signal);
    const uid = after?.metadata.uid;
    if (uid !== undefined) noteMade(entry, { kind: object.kind, uid }, place);
  }
}

async function ask({ step, questions }: Trial, user: string, inquiry: Inquiry): Promise<string | undefined> {
  const refused = await refusedAfterWaiting(questions, user, inquiry);
  const [first] = refused;
  if (first === undefined) return undefined;
  const others = refused.length > 1 ? ' and others' : '';
  return `The authorizers of this cluster would refuse ${count(refused, 'request')} of the audit log after the change of ${nameOf(step.ref)}: ${textOf(first)}${others}.`;
}

/** A new role is known to the authorizer a moment after it is stored. */
const WAITS_MS = [50, 100, 200, 400, 800, 1600, 3200, 3200];

async function refusedAfterWaiting(
  questions: readonly Question[],
  user: string,
  { context, signal }: Inquiry,
): Promise<readonly Question[]> {
  let left = questions;
  for (const wait of [0, ...WAITS_MS]) {
    if (wait > 0) await pauseFor(context, wait);
    signal.throwIfAborted();
    const answers = (await context.target.authorize?.(user, left, signal)) ?? [];
    left = left.filter((_, index) => answers[index] !== true);
    if (left.length === 0) return left;
  }
  return left;
}

function textOf(question: Question): string {
  if ('path' in question) return `${question.verb} ${question.path}`;
  const { verb, resource, subresource, group } = question;
  return `${verb} ${resource}${subresource === undefined ? '' : `/${subresource}`}${group === '' ? '' : `.${group}`}`;
}
