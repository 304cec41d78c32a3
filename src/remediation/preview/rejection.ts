/** Errors of a target as reasons for people. Pure. */
import type { StepRefusal } from '../../model/plan.ts';
import type { TargetError, TargetErrorCode } from '../../model/ports.ts';
import type { ObjectRef } from '../../plugin-api/index.ts';
import { nameOf, sentence } from '../words.ts';

/** Why the step is not made: for all decisions in it, or for one of them. */
export type Rejection = Omit<StepRefusal, 'decision' | 'title'> & { readonly only?: string };

export function rejectionOf(error: TargetError, ref: ObjectRef): Rejection {
  const [code, text] = REJECTIONS[error.code];
  const name = nameOf(ref);
  if (error.code === 'gone') return { code, reason: `${name} no longer exists.` };
  const { subject, reason } = error;
  return {
    code,
    reason: sentence(subject === undefined ? `${text(name)}: ${reason}` : `${nameOf(subject)} ${reason}`),
  };
}

const REJECTIONS: Readonly<Record<TargetErrorCode, readonly [Rejection['code'], (name: string) => string]>> = {
  gone: ['drift', (name) => name],
  drift: ['drift', (name) => `${name} changed just now`],
  conflict: ['guard', (name) => `${name} was made by somebody else`],
  denied: ['denied', (name) => `you may not change ${name}`],
  invalid: ['invalid', (name) => `the change of ${name} is not accepted`],
  unreachable: ['unreachable', (name) => name],
  failed: ['failed', (name) => name],
};
