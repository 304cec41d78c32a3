/** Errors of a target as reasons for people. Pure. */
import { placedResource } from '../../kube/refs.ts';
import type { StepRefusal } from '../../model/plan.ts';
import type { TargetError, TargetErrorCode } from '../../model/ports.ts';
import type { ObjectRef } from '../../plugin-api/index.ts';
import { nameOf, sentence } from '../words.ts';

/** Why the step is not made: for all decisions in it, or for one of them. */
export type Rejection = Omit<StepRefusal, 'decision' | 'title'> & { readonly only?: string };

export function rejectionOf(error: TargetError, ref: ObjectRef): Rejection {
  const [code, text] = REJECTIONS[error.code];
  const name = nameOf(ref);
  if (error.code === 'gone') return { code, reason: `${name} is not there any more.` };
  const said = withoutName(error.message, ref);
  // A target that names the object says what happened to it.
  const isWhole = said !== error.message && (error.code === 'drift' || error.code === 'conflict');
  return { code, reason: sentence(isWhole ? `${name} ${said}` : `${text.replace('%', name)}: ${said}`) };
}

function withoutName(message: string, ref: ObjectRef): string {
  const known = [nameOf(ref), placedResource(ref)].find((name) => message.startsWith(name));
  return known === undefined ? message : message.slice(known.length).replace(/^:?\s*/, '');
}

const REJECTIONS: Readonly<Record<TargetErrorCode, readonly [Rejection['code'], string]>> = {
  gone: ['drift', '%'],
  drift: ['drift', '% changed just now'],
  conflict: ['guard', '% was made by somebody else'],
  denied: ['denied', 'you may not change %'],
  invalid: ['invalid', 'the change of % is not accepted'],
  unreachable: ['unreachable', '%'],
  failed: ['failed', '%'],
};
