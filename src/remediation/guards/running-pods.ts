/** Pods that are there and that a level would refuse: the API server names them when it is asked to enforce it. Pure. */
import type { StepPreview } from '../../model/plan.ts';
import type { ObjectRef } from '../../plugin-api/index.ts';
import { printable } from '../../text/printable.ts';
import { onlyWarns } from '../plan/label-edits.ts';
import type { PlannedStep } from '../plan/plan.ts';
import type { Rejection } from '../preview/rejection.ts';
import { nameOf } from '../words.ts';

const VIOLATED = /^existing pods in namespace "[^"]*" violate the new PodSecurity enforce level "([^"]*)"$/;
const POD = /^[a-z0-9][a-z0-9.-]*(?: \(and \d+ other pods?\))?: /;
const MOST_NAMED = 3;
const LONGEST = 120;

interface Violating {
  /** As `baseline:v1.36`. */
  readonly level: string;
  readonly pods: readonly string[];
}

function violatingPods(warnings: readonly string[]): Violating | undefined {
  const said = warnings.map(printable);
  const level = said.map((text) => VIOLATED.exec(text)?.[1]).find((found) => found !== undefined);
  return level === undefined ? undefined : { level, pods: said.filter((text) => POD.test(text)) };
}

/** A level that was taken for one that refuses nobody is not enforced against what the server says. */
export function runningPodsRejection(
  { ref, contributions }: Pick<PlannedStep, 'ref' | 'contributions'>,
  warnings: readonly string[],
): Rejection | undefined {
  const found = violatingPods(warnings);
  const unasked = contributions.find(({ readiness, change }) => readiness === 'ready' && !onlyWarns(change));
  return found && unasked && { code: 'guard', reason: sentenceOn(ref, found), only: unasked.decision };
}

/** Pods that the operator was not shown before the consent. */
export function unseenPodsRefusal(
  { ref, warnings: shown }: Pick<StepPreview, 'ref' | 'warnings'>,
  warnings: readonly string[],
): string | undefined {
  const found = violatingPods(warnings);
  if (found === undefined) return undefined;
  const known = violatingPods(shown);
  const pods = found.pods.filter((pod) => !known?.pods.includes(pod));
  return known !== undefined && pods.length === 0 ? undefined : sentenceOn(ref, { ...found, pods });
}

/** Their names and reasons follow as the server's own words. */
export function runningPodsCaveat({ ref, warnings }: Pick<StepPreview, 'ref' | 'warnings'>): readonly string[] {
  const found = violatingPods(warnings);
  if (found === undefined) return [];
  return [
    `The API server names pods in ${nameOf(ref)} that ${found.level} refuses: once they stop they do not start again.`,
  ];
}

function sentenceOn(ref: ObjectRef, { level, pods }: Violating): string {
  const named = pods
    .slice(0, MOST_NAMED)
    .map((text) => (text.length > LONGEST ? `${text.slice(0, LONGEST)}...` : text));
  const more = pods.length > named.length ? `; and ${pods.length - named.length} more` : '';
  const which = named.length === 0 ? '' : `: ${named.join('; ')}${more}`;
  return `The API server names pods in ${nameOf(ref)} that ${level} refuses, so it is not enforced${which}.`;
}
