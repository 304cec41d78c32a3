/** What of a cluster belongs to its platform, as what runs there shows it, followed as that changes. */
import {
  belongsToPlatform,
  isReservedNamespace,
  isShippedPrivileged,
  type PlatformComponent,
} from '../../analysis/platform/index.ts';
import { accountOf, accountsNamespace, isControlPlane, validSubjectsOf } from '../../analysis/rbac/index.ts';
import { type Inventory, isWorkloadsRead } from '../../inventory/index.ts';
import { isRbac } from '../../kube/rbac.ts';
import { refKey, refOf } from '../../kube/refs.ts';
import { isReadable } from '../../model/coverage.ts';
import type { Finding } from '../../model/finding.ts';
import type { CoverageEntry } from '../../model/snapshot.ts';
import type { BindingSubject, ObjectRef, Workload } from '../../plugin-api/index.ts';

type Binding = BindingSubject['object'];

/** What one namespace was judged from, and the verdict: as long as that stays the same, so does this. */
interface Judged {
  readonly workloads: readonly Workload[];
  readonly idle: readonly Workload[];
  readonly coverage: readonly CoverageEntry[];
  readonly isPlatform: boolean;
}

/** What makers of node agents and network plugins are known to ship. */
const SHIPPED: ReadonlySet<string> = new Set([
  'workloads/privileged',
  'workloads/host-namespaces',
  'workloads/host-path',
]);

export class Platform {
  readonly #inventory: Inventory;
  readonly #rows: readonly PlatformComponent[];
  #known: ReadonlyMap<string, Judged> = new Map();
  /** Bindings by the ClusterRole or Role that they refer to, of the inventory as it was at the last update. */
  #binders: ReadonlyMap<string, readonly Binding[]> | undefined;

  constructor(inventory: Inventory, rows: readonly PlatformComponent[]) {
    this.#inventory = inventory;
    this.#rows = rows;
  }

  /** Gives the namespaces that came to the platform or left it. */
  update(names: readonly string[]): ReadonlySet<string> {
    this.#binders = undefined;
    const before = this.#known;
    this.#known = new Map(names.map((name) => [name, this.#judged(name, before.get(name))] as const));
    const turned = names.filter((name) => before.get(name)?.isPlatform !== this.#known.get(name)?.isPlatform);
    return new Set(turned);
  }

  /** By a name that Kubernetes reserves, or because nothing but known components runs there. */
  isNamespace(name: string): boolean {
    return isReservedNamespace(name) || this.#known.get(name)?.isPlatform === true;
  }

  /** Whether a decision is folded: what is critical only where its maker is known to ship it so. */
  folds(subject: ObjectRef, findings: readonly Finding[]): boolean {
    const critical = findings.filter(({ severity }) => severity === 'critical');
    if (critical.length === 0) return this.#holds(subject);
    return critical.every(({ check }) => SHIPPED.has(check)) && this.#holds(subject) && this.#isShipped(subject);
  }

  #holds(subject: ObjectRef): boolean {
    const { kind, name, namespace = kind === 'Namespace' ? name : undefined } = subject;
    if (namespace !== undefined && !this.isNamespace(namespace)) return false;
    if (!isRbac(subject)) return namespace !== undefined;
    if (kind === 'Role' || kind === 'ClusterRole') return this.#isRoleOfPlatform(subject);
    const binding = this.#inventory.find(subject);
    return binding !== undefined && this.#isHeldByPlatform(binding as Binding);
  }

  /** A role is what its holders are; one without holders belongs to its namespace, or to nobody. */
  #isRoleOfPlatform({ kind, name, namespace }: ObjectRef): boolean {
    this.#binders ??= this.#indexBinders();
    const binders = this.#binders.get(roleKey(kind, name, namespace)) ?? [];
    return binders.length === 0 ? namespace !== undefined : binders.every((each) => this.#isHeldByPlatform(each));
  }

  /** What an application holds is shown, wherever it is granted. */
  #isHeldByPlatform(binding: Binding): boolean {
    const scope = binding.kind === 'RoleBinding' ? binding.metadata.namespace : undefined;
    const subjects = validSubjectsOf(binding);
    return (
      subjects.length > 0 &&
      subjects.every((subject) => {
        const account = accountOf(subject, scope);
        const namespace = account?.namespace ?? accountsNamespace(subject);
        if (namespace === undefined) return isControlPlane(subject);
        return this.isNamespace(namespace) && (account === undefined || this.#isThere(account));
      })
    );
  }

  /** Whoever may create an account that is not there holds what is granted to its name. */
  #isThere({ namespace, name }: { readonly namespace: string; readonly name: string }): boolean {
    if (!isReadable(this.#inventory.coverage('ServiceAccount', namespace).state)) return true;
    return this.#inventory.get('ServiceAccount', name, namespace) !== undefined;
  }

  #isShipped(subject: ObjectRef): boolean {
    const key = refKey(subject);
    const workload = this.#inventory.workloads(subject.namespace).find(({ ref }) => refKey(ref) === key);
    return workload !== undefined && isShippedPrivileged(workload, this.#rows);
  }

  #judged(name: string, known: Judged | undefined): Judged {
    const [workloads, idle] = [this.#inventory.workloads(name), this.#inventory.idleWorkloads(name)];
    const coverage = this.#inventory.coverageEntries();
    if (known?.workloads === workloads && known.idle === idle && known.coverage === coverage) return known;
    const all = isWorkloadsRead(this.#inventory, name) ? () => [...workloads, ...idle] : undefined;
    const isPlatform = belongsToPlatform(name, all, this.#rows);
    return { workloads, idle, coverage, isPlatform };
  }

  #indexBinders(): ReadonlyMap<string, readonly Binding[]> {
    const all = [...this.#inventory.list('ClusterRoleBinding'), ...this.#inventory.list('RoleBinding')];
    return Map.groupBy(all, (binding) => {
      const { roleRef } = binding;
      return roleKey(roleRef.kind, roleRef.name, roleRef.kind === 'Role' ? refOf(binding).namespace : undefined);
    });
  }
}

function roleKey(kind: string, name: string, namespace: string | undefined): string {
  return `${kind} ${namespace ?? ''}/${name}`;
}
