/** Subjects that read like somebody and are nobody. */
import { type BindingSubject, plan, rbac, shown, type Violation } from 'kubectl-harden/plugin-api';
import { grantOf } from '../shared.ts';

/** The API server refuses to store the binding. */
export function invalidRole(binding: BindingSubject): readonly Violation[] {
  const problem = rbac.roleRefProblem(binding.object);
  if (problem === undefined) return [];
  const { kind, name } = binding.object.roleRef;
  return [
    {
      message: `The binding is invalid and grants nothing: its role ${nameOf(kind, name)} ${problem}.`,
      path: ['roleRef'],
      key: 'invalid|roleRef',
      value: [kind, name],
      severity: 'low',
      severityReason: 'lowered: it gives no rights',
      place: grantOf(binding, 'invalid|roleRef'),
      proposal: plan('Which role is meant is not known.'),
    },
  ];
}

/** By what is written alone: no object that was not read can make them somebody. */
export function invalidSubjects(binding: BindingSubject): readonly Violation[] {
  const found = rbac.subjectsOf(binding.object).flatMap((subject) => {
    const problem = rbac.subjectProblem(subject, { isNamespaced: binding.object.kind === 'RoleBinding' });
    return problem === undefined ? [] : [{ key: keyOf(subject), name: subject.name, kind: subject.kind, problem }];
  });
  const distinct = [...new Map(found.map((each) => [each.key, each])).values()];
  return distinct.map(({ key, kind, name, problem }) => ({
    message: `Subject ${nameOf(kind, name)} is invalid and gets nothing: it ${problem}.`,
    part: nameOf(kind, name),
    path: ['subjects'],
    key,
    severity: 'low',
    severityReason: 'lowered: it gives no rights',
    place: grantOf(binding, key, nameOf(kind, name)),
    proposal: plan('Whom it is meant to name is not known.'),
  }));
}

function keyOf({ kind, name, namespace = '', apiGroup = '' }: rbac.Subject): string {
  return ['invalid', apiGroup, kind, namespace, name].join('|');
}

function nameOf(kind: string, name: string): string {
  return `${shown(kind)} ${shown(name)}`;
}
