/** What one subject may do, where, and through what. */
import type { ApiResource } from '../../../plugin-api/index.ts';
import type { WholeAccess } from '../access.ts';
import { capabilitiesOf } from '../capabilities/index.ts';
import { rulesInNamespace } from '../namespaced.ts';
import { identityOf, scopeOf, subjectKey } from '../subjects.ts';
import type { Identity, Rule, Subject } from '../types.ts';
import { validRules } from '../validity.ts';
import { type Through, through } from './who-can.ts';

export interface Held extends Through {
  /** `null`: in the whole cluster. */
  readonly namespace: string | null;
  /** The name that the binding has it by: itself, or a group that it is in. `Group:system:authenticated`. */
  readonly as: string;
  readonly rules: readonly Rule[];
}

export interface HeldCapability extends Through {
  readonly id: string;
  readonly namespace: string | null;
  /** `null`: of all names. */
  readonly names: readonly string[] | null;
}

export interface SubjectAccess {
  /** The least that is known of it: groups of people are known to the identity provider only. */
  readonly identity: Identity;
  readonly grants: readonly Held[];
  readonly capabilities: readonly HeldCapability[];
}

/** `served`: what has no namespace, as far as the API server tells. */
export function accessOf(access: WholeAccess, subject: Subject, served?: readonly ApiResource[]): SubjectAccess {
  const identity = identityOf(subject);
  const grants = access.allGrants(identity).map(({ binding, subject: named, rules }): Held => {
    const namespace = scopeOf(binding) ?? null;
    const valid = validRules(rules, { kind: 'ClusterRole' });
    const given = namespace === null ? valid : rulesInNamespace(valid, served);
    return { namespace, as: subjectKey(named, scopeOf(binding)), ...through(binding), rules: given };
  });
  const capabilities = grants.flatMap(({ namespace, binding, role, rules }) =>
    rules.flatMap((rule) =>
      capabilitiesOf(rule).map(
        ({ id, names }): HeldCapability => ({ id, namespace, names: names ?? null, binding, role }),
      ),
    ),
  );
  return { identity, grants, capabilities };
}
