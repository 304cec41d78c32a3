/** Who effectively holds everything, cluster-wide. */

import type { AccountRef } from '../../kube/accounts.ts';
import type { Identity } from '../../plugin-api/index.ts';
import { isEmpty } from '../lists.ts';
import { MASTERS, type WholeAccess } from './access.ts';
import { accountOf, identityOf, subjectKey, subjectLabel } from './subjects.ts';
import type { Rule, Subject } from './types.ts';
import { validSubjectsOf } from './validity.ts';

export interface Administrator {
  readonly subject: Subject;
  readonly key: string;
  readonly label: string;
  readonly identity: Identity;
  /** Names of the ClusterRoleBindings that make it one. */
  readonly via: readonly string[];
  /** Set for ServiceAccounts. */
  readonly account?: AccountRef;
  /** `system:masters`: holds everything without any binding, and nobody can see from the cluster who is in it. */
  readonly isOutOfBand: boolean;
}

/** Every verb on every resource: with it every further right can be had, whatever the paths say. */
export function isFullWildcard(rule: Rule): boolean {
  return (
    [rule.verbs, rule.apiGroups, rule.resources].every((list) => list?.includes('*')) && isEmpty(rule.resourceNames)
  );
}

export function givesEverything(rules: readonly Rule[]): boolean {
  return rules.some(isFullWildcard);
}

/** In the order of the bindings, `system:masters` first. */
export function administrators(access: WholeAccess): readonly Administrator[] {
  const masters: Subject = { apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: MASTERS };
  const found = new Map<string, Administrator>([[subjectKey(masters), administrator(masters, [])]]);
  for (const binding of access.objects.clusterRoleBindings) {
    if (!givesEverything(access.rulesOf(binding.roleRef) ?? [])) continue;
    for (const subject of validSubjectsOf(binding)) {
      const key = subjectKey(subject);
      const via = [...(found.get(key)?.via ?? []), binding.metadata.name];
      found.set(key, administrator(subject, via));
    }
  }
  return [...found.values()];
}

function administrator(subject: Subject, via: readonly string[]): Administrator {
  const account = accountOf(subject, undefined);
  return {
    subject,
    key: subjectKey(subject),
    label: subjectLabel(subject),
    identity: identityOf(subject),
    via,
    ...(account === undefined ? {} : { account }),
    isOutOfBand: subject.kind === 'Group' && subject.name === MASTERS,
  };
}
