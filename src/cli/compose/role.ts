/** The narrowest ClusterRole for a purpose, made of what the chosen checks declare to read and what changes write. */
import { kindsBehind, kindsOfSubject } from '../../engine/index.ts';
import { KINDS, kindInfo } from '../../kube/kinds.ts';
import { RBAC_KINDS } from '../../kube/rbac.ts';
import { partsOfResource } from '../../kube/resource-names.ts';
import type { Check, RemediationKind, ResourceName, StoredKind } from '../../plugin-api/index.ts';
import { needsOf } from '../../session/index.ts';
import {
  ACCESS_RULES,
  CONNECT_RULES,
  DISCOVERY_RULES,
  EVIDENCE_RULES,
  type Rule,
  TRIAL_RULES,
} from '../../sources/live/rights.ts';
import { compareText } from '../../text/words.ts';

export type Purpose = 'scan' | 'apply';

export interface ClusterRole {
  readonly apiVersion: 'rbac.authorization.k8s.io/v1';
  readonly kind: 'ClusterRole';
  readonly metadata: { readonly name: string };
  readonly rules: readonly Rule[];
}

interface Grant {
  readonly group: string;
  readonly resource: string;
  readonly verb: string;
}

/**
 * Secrets are listed by their metadata alone, but whoever may list them may read their values: the right is given only
 * `withSecrets`. Without it what rests on them is unknown.
 */
export function roleFor(
  checks: readonly Check[],
  purpose: Purpose,
  { name, withSecrets = false }: { readonly name: string; readonly withSecrets?: boolean },
): ClusterRole {
  const needs = needsOf(checks, { mayWrite: purpose === 'apply' });
  const kinds = needs.kinds
    .map(({ kind }) => kind)
    .filter((kind) => !isFileOnly(kind) && (withSecrets || kind !== 'Secret'));
  const isCustom = needs.kinds.some(({ kind }) => kindInfo(kind) === undefined);
  const grants = [
    ...kinds.map((kind) => ({ ...resourceOf(kind), verb: 'list' })),
    ...(purpose === 'apply' ? checks.flatMap(writesOf) : []),
    ...(purpose === 'apply' ? REHEARSAL : []),
  ];
  const fixed = [
    ...CONNECT_RULES,
    ...needs.evidence.flatMap((kind) => EVIDENCE_RULES[kind]),
    ...(isCustom ? DISCOVERY_RULES : []),
    ...(purpose === 'apply' ? ACCESS_RULES : []),
    // The trial makes its role and binding by the rights to write them, and removes them by those.
    ...(purpose === 'apply' && changesRights(checks) && needs.evidence.includes('AuditLog') ? TRIAL_RULES : []),
  ];
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: { name },
    rules: [...rulesOf(grants), ...distinct(fixed)],
  };
}

/** Those that look at Secrets. */
export function looksAtSecrets(check: Check): boolean {
  return needsOf([check], { mayWrite: false }).kinds.some(({ kind }) => kind === 'Secret');
}

/** Who writes roles and bindings has to hold what they give: nobody is told to have more than that. */
export function changesRights(checks: readonly Check[]): boolean {
  return checks.some((check) => check.mode === 'automated' && check.remediation?.kind === 'trim');
}

function resourceOf(kind: StoredKind): { readonly group: string; readonly resource: string } {
  const info = kindInfo(kind);
  if (info !== undefined) return { group: info.group, resource: info.plural };
  const { plural, group } = partsOfResource(kind as ResourceName);
  return { group, resource: plural };
}

/** Configuration of components is in files alone: no API server serves it, so that there is nothing to allow. */
function isFileOnly(kind: StoredKind): boolean {
  return /(^|\.)config\.k8s\.io$/.test(resourceOf(kind).group);
}

/** What admission makes of pods is tried by dry runs, and what may change them on the way is listed. */
const REHEARSAL: readonly Grant[] = [
  { group: '', resource: 'pods', verb: 'create' },
  ...['mutatingwebhookconfigurations', 'mutatingadmissionpolicies', 'mutatingadmissionpolicybindings'].map(
    (resource) => ({ group: KINDS.MutatingWebhookConfiguration.group, resource, verb: 'list' }),
  ),
];

/** By the kind of a change: what is written where, and what its undo writes. */
const WRITES: Readonly<
  Record<RemediationKind, (check: Check) => readonly (readonly [StoredKind, readonly string[]])[]>
> = {
  label: () => [['Namespace', ['get', 'patch']]],
  policy: (check) => created(check).map((kind) => [kind, ['get', 'create', 'patch', 'delete']] as const),
  patch: (check) => [...patched(check)].map((kind) => [kind, ['get', 'patch']] as const),
  trim: () => RBAC_KINDS.map((kind) => [kind, ['get', 'create', 'patch', 'delete']] as const),
  file: () => [],
  guide: (check) => [...patched(check)].map((kind) => [kind, ['get', 'patch']] as const),
  attest: () => [],
};

function created(check: Check): readonly StoredKind[] {
  return (check.mode === 'automated' ? check.remediation?.creates : undefined) ?? ['NetworkPolicy'];
}

function writesOf(check: Check): readonly Grant[] {
  if (check.mode === 'manual' || check.remediation === undefined) return [];
  return WRITES[check.remediation.kind](check).flatMap(([kind, verbs]) =>
    verbs.map((verb) => ({ ...resourceOf(kind), verb })),
  );
}

/** Pods cannot be changed, and of what a controller makes only the controller is. */
function patched(check: Check): ReadonlySet<StoredKind> {
  if (check.mode === 'manual') return new Set();
  const kinds = kindsOfSubject(check.subject).flatMap((kind) => kindsBehind(kind));
  return new Set(kinds.filter((kind) => kind !== 'Pod'));
}

/** Resources of one group with the same verbs share a rule. */
function rulesOf(grants: readonly Grant[]): readonly Rule[] {
  const byResource = Map.groupBy(grants, ({ group, resource }) => `${group} ${resource}`);
  const rows = [...byResource].map(([, own]) => ({
    group: own[0]?.group ?? '',
    resource: own[0]?.resource ?? '',
    verbs: [...new Set(own.map(({ verb }) => verb))].toSorted(
      (left, right) => VERBS.indexOf(left) - VERBS.indexOf(right),
    ),
  }));
  const byVerbs = Map.groupBy(rows, ({ group, verbs }) => `${group} ${verbs.join(',')}`);
  return [...byVerbs]
    .toSorted(([left], [right]) => compareText(left, right))
    .map(([, own]) => ({
      apiGroups: [own[0]?.group ?? ''],
      resources: own.map(({ resource }) => resource).toSorted(compareText),
      verbs: own[0]?.verbs ?? [],
    }));
}

const VERBS: readonly string[] = ['get', 'list', 'create', 'patch', 'delete'];

function distinct(rules: readonly Rule[]): readonly Rule[] {
  return [...new Map(rules.map((rule) => [JSON.stringify(rule), rule])).values()];
}
