/** A role that grants nothing to anybody: it is bound to a user whom nobody can be. */
import type { Rule } from '../../analysis/rbac/index.ts';
import type { KubeObject, ObjectRef } from '../../plugin-api/index.ts';

export const MANAGED_BY = { 'app.kubernetes.io/managed-by': 'kubectl-harden' };
const API_VERSION = 'rbac.authorization.k8s.io/v1';
const API_GROUP = 'rbac.authorization.k8s.io';

export interface TrialObjects {
  /** `system:` is reserved to Kubernetes, and the rest cannot be guessed. */
  readonly user: string;
  readonly role: KubeObject;
  readonly binding: KubeObject;
}

/** Beside the role that is tried: in its namespace, or in none. */
export function trialObjects({ kind, namespace }: ObjectRef, rules: readonly Rule[]): TrialObjects {
  const name = `harden-trial-${unguessable().slice(0, 16)}`;
  const user = `system:harden:trial:${unguessable()}`;
  const metadata = { name, labels: MANAGED_BY, ...(namespace === undefined ? {} : { namespace }) };
  const roleRef = { apiGroup: API_GROUP, kind, name };
  return {
    user,
    role: { apiVersion: API_VERSION, kind, metadata, rules } as KubeObject,
    binding: {
      ...{ apiVersion: API_VERSION, kind: `${kind}Binding`, metadata, roleRef },
      subjects: [{ apiGroup: API_GROUP, kind: 'User', name: user }],
    } as KubeObject,
  };
}

/** 122 bits by the generator of the operating system, as 32 digits. */
function unguessable(): string {
  return crypto.randomUUID().replaceAll('-', '');
}

/** The binding first: without it the role is nobody's. */
export function removalOrder({ role, binding }: TrialObjects): readonly KubeObject[] {
  return [binding, role];
}
