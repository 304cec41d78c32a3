/** RBAC as the API server decides it: who may do what, who is an administrator, what a change takes away. Pure. */

export { type AccountRef, accountName } from '../../kube/accounts.ts';
export { type Access, type AccessOptions, createAccess, MASTERS } from './access.ts';
export { type AccountUsers, accountUsers } from './account-users.ts';
export { type Administrator, administrators, givesEverything, isFullWildcard } from './administrators.ts';
export { aggregatedRules, contributorsOf, isAggregated } from './aggregation.ts';
export { BUILT_IN_RESOURCES, BUILT_IN_VERSION, isBuiltInGroup } from './built-in.ts';
export { type GrantsByName, grantsByName } from './by-name.ts';
export * from './capabilities/index.ts';
export { compact } from './compact.ts';
export { atomsOf, covers, uncovered } from './cover.ts';
export { describeAtoms, describeParts, describeRule, ruleOf } from './describe.ts';
export * from './escalation/index.ts';
export { GITOPS_NAMESPACES, gitOpsAccountsOf, isGitOpsAccount, isLabelledGitOps } from './gitops.ts';
export {
  administratorsLeft,
  type LostRights,
  lockout,
  lowersRights,
  type ObjectChange,
  type Protected,
  withChanges,
} from './lockout.ts';
export { bindingsBySubject } from './lookups.ts';
export { isEveryPath, ruleAllows } from './matching.ts';
export { type Reach, reachInNamespace, rulesInNamespace } from './namespaced.ts';
export * from './queries/index.ts';
export { type Rights, rights } from './rights.ts';
export {
  expectedForAnonymous,
  isBootstrapBinding,
  isControlPlane,
  isExpectedAdministrator,
  isLegacyForAnonymous,
  isPublicByNature,
  isShippedWildcard,
  PUBLIC_RULES,
} from './shipped.ts';
export {
  accountIdentity,
  accountOf,
  accountsIn,
  accountsNamespace,
  identityOf,
  keyLabel,
  meansAccounts,
  scopeOf,
  subjectKey,
  subjectLabel,
  subjectsOf,
} from './subjects.ts';
export type * from './types.ts';
export { roleRefProblem, ruleProblem, subjectProblem, validRules, validSubjectsOf } from './validity.ts';
export { mayImpersonateWithinLimits } from './virtual.ts';
export { type Expansion, expandWildcards, hasWildcard } from './wildcards.ts';
