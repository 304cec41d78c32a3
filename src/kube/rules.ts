/** Objects that are rules and nothing else: rights and network policies. */
import type { ObjectRef } from '../plugin-api/index.ts';
import { kindOf } from './kinds.ts';
import { isRbac } from './rbac.ts';

/** Made again as it was, such an object is the same; and whatever else changes in it may change what the rest means. */
export function isRuleObject(ref: ObjectRef): boolean {
  return isRbac(ref) || kindOf(ref.apiVersion, ref.kind) === 'NetworkPolicy';
}
