/** Namespaces as rows: what there is to decide in each, what it enforces and could enforce, and whether it is isolated. */
import type { Severity } from '../../plugin-api/index.ts';
import type { ResultStatus } from '../finding.ts';
import type { PodSecurityLevel } from '../report.ts';

/** Areas that have a cell of heat, by the first part of their checks' ids: one letter each. */
export const HEAT_AREAS = [
  { letter: 'R', title: 'RBAC', areas: ['rbac'] },
  { letter: 'P', title: 'pod security', areas: ['pod-security'] },
  { letter: 'N', title: 'network', areas: ['network'] },
  { letter: 'W', title: 'workloads', areas: ['workloads'] },
  { letter: 'I', title: 'images', areas: ['images'] },
  { letter: 'S', title: 'secrets, identity', areas: ['secrets', 'identity'] },
  { letter: 'G', title: 'ingress', areas: ['ingress'] },
] as const;
export type HeatLetter = (typeof HEAT_AREAS)[number]['letter'];

/**
 * The strictest level that a namespace could enforce, as its workloads are now. `now`: nothing would be refused. `after`:
 * so many workloads would be. `as-is`: it enforces what it can. `unknown`: not every workload could be read.
 */
export type Reachable =
  | { readonly kind: 'now'; readonly level: PodSecurityLevel }
  | { readonly kind: 'after'; readonly level: PodSecurityLevel; readonly workloads: number }
  | { readonly kind: 'as-is' | 'unknown' };

/** The verdict on its default deny; `not-asked` where no such check ran. */
export type Isolation = ResultStatus | 'not-asked';

export interface NamespaceRow {
  /** Of the first of its namespaces: the same as long as that one leads the row. */
  readonly id: string;
  /** `payments`, or `shop-* (6)`. */
  readonly title: string;
  /** In the order of the alphabet. */
  readonly names: readonly string[];
  /** Rows of the checklist that are about it, at least in part. */
  readonly rows: number;
  /** What those rows hold that is about it. */
  readonly decisions: number;
  readonly findings: number;
  readonly worst?: Severity;
  /** The worst severity in each area that has findings. */
  readonly heat: Readonly<Partial<Record<HeatLetter, Severity>>>;
  /** What is enforced; absent: no level, or one that does not count. */
  readonly enforced?: PodSecurityLevel;
  readonly reachable: Reachable;
  readonly ingress: Isolation;
  readonly egress: Isolation;
  readonly workloads: number;
  /** Who most of what there is to decide is changed by: `argocd`. */
  readonly owner?: string;
  readonly isPlatform: boolean;
}

/** `restricted now`, `baseline after 1`, `as it is`. */
export function reachableText(reachable: Reachable): string {
  switch (reachable.kind) {
    case 'now':
      return `${reachable.level} now`;
    case 'after':
      return `${reachable.level} after ${reachable.workloads}`;
    case 'as-is':
      return 'as it is';
    case 'unknown':
      return 'unknown';
  }
}
