/** How much a capability weighs: by what it is, where it holds, and who has it. */
import { nameSome, platform, rbac, type Severity, tables } from 'kubectl-harden/plugin-api';
import { isEverywhere, type RoleGrant, type UserView, usersOf } from './grants.ts';
import { workloadName } from './shared.ts';

/** Of one capability, by where it holds. `why`: of the capability itself, where it weighs less than others of its check. */
export interface CapabilityWeight {
  readonly everywhere: Severity;
  readonly somewhere: Severity;
  /** Of objects of certain names only. */
  readonly named: Severity;
  readonly why?: string;
  /** What it takes besides and no holder has: said before anything else. */
  readonly missing?: string;
}

export interface Weighed {
  readonly severity: Severity;
  /** To go on after "lowered:"; absent where nothing lowers it. */
  readonly reason?: string;
}

export interface Reach {
  readonly grants: readonly RoleGrant[];
  /** Nothing says how far it reaches, or not everything was read that could grant it in the whole cluster. */
  readonly mayBeWider: boolean;
}

export function weighCapability(
  { id, names }: rbac.GivenCapability,
  { everywhere, somewhere, named, why, missing }: CapabilityWeight,
  { grants, mayBeWider }: Reach,
): Weighed {
  const isWide = mayBeWider || grants.some(isEverywhere);
  const because = why === undefined ? {} : { reason: why };
  if (!isWide && rbac.capability(id).isClusterScoped)
    return { severity: 'low', reason: 'it is bound in a namespace only, where it allows nothing' };
  if (missing !== undefined && !isWide && names === undefined) return { severity: somewhere, reason: missing };
  if (missing !== undefined) return { severity: names === undefined ? everywhere : named, reason: missing };
  if (names !== undefined) return { severity: named, reason: `only those named ${nameSome(names)}` };
  if (isWide) return { severity: everywhere, ...because };
  const namespaces = [...new Set(grants.flatMap(({ namespace }) => namespace ?? []))].sort();
  const where = namespaces.length === 0 ? 'one namespace' : nameSome(namespaces);
  return { severity: somewhere, reason: why ?? `only in ${where}` };
}

const ORDER: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'info'];

/** Of several the worst. */
export function worstOf(weights: readonly Weighed[]): Weighed | undefined {
  const rank = ({ severity }: Weighed) => ORDER.indexOf(severity);
  return weights.reduce<Weighed | undefined>(
    (worst, each) => (worst === undefined || rank(each) < rank(worst) ? each : worst),
    undefined,
  );
}

/** Groups that whoever logs in, or every pod, is in by itself; and who does not log in at all. */
const BROAD = /^system:(?:authenticated|unauthenticated|anonymous|serviceaccounts(?::.+)?)$/;

/** Through whom an attacker without rights of his own may get there; `undefined`: through nobody. */
export function reachedBy(grants: readonly RoleGrant[], view: UserView): string | undefined {
  const broad = grants.find(({ subject, account }) => account === undefined && BROAD.test(subject.name));
  if (broad !== undefined) return `${broad.label} holds it.`;
  const accounts = grants.filter(({ account }) => account !== undefined);
  const rows = view.table(tables.platformComponents);
  for (const grant of accounts) {
    if (grant.account === undefined || platform.isReservedNamespace(grant.account.namespace)) continue;
    const user = usersOf([grant], view).find((workload) => platform.componentOf(workload, rows) === undefined);
    if (user !== undefined) return `${workloadName(user)} runs as ${grant.label}.`;
  }
  // A scan of some namespaces reads no workloads of others, where accounts may be.
  const isSeen = accounts.length === 0 || view.derive(rbac.accountUsers).isRead;
  return isSeen ? undefined : 'What runs as its holders is not visible.';
}
