/** The narrowest roles that would allow what was denied: nothing that may be read already, one role for each place. */
import { KINDS, kindInfo } from '../../kube/kinds.ts';
import { RBAC_GROUP } from '../../kube/rbac.ts';
import { partsOfResource } from '../../kube/resource-names.ts';
import type { CoverageEntry } from '../../model/snapshot.ts';
import { EVIDENCE_KINDS, type EvidenceKind, type ResourceName } from '../../plugin-api/index.ts';
import { EVIDENCE_RULES, type Rule } from '../../sources/live/rights.ts';
import { compareText } from '../../text/words.ts';

export interface AllowingRole {
  readonly apiVersion: string;
  readonly kind: 'ClusterRole' | 'Role';
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly rules: readonly Rule[];
}

const NAME = 'kubectl-harden-read';

/**
 * A ClusterRole for what is read of the whole cluster, a Role for each namespace that was asked by itself. Empty: nothing
 * was denied that a rule could allow.
 */
export function rolesToAllow(coverage: readonly CoverageEntry[]): readonly AllowingRole[] {
  const denied = coverage.filter((entry) => entry.coverage.state === 'denied');
  const byPlace = Map.groupBy(denied, ({ namespace = '' }) => namespace);
  return [...byPlace]
    .toSorted(([left], [right]) => compareText(left, right))
    .flatMap(([namespace, entries]) => {
      const rules = rulesFor(entries);
      if (rules.length === 0) return [];
      const place = namespace === '' ? { name: NAME } : { name: NAME, namespace };
      return [
        {
          apiVersion: `${RBAC_GROUP}/v1`,
          kind: namespace === '' ? ('ClusterRole' as const) : ('Role' as const),
          metadata: place,
          rules,
        },
      ];
    });
}

/** Resources of one group share a rule. */
function rulesFor(entries: readonly CoverageEntry[]): readonly Rule[] {
  const lists = entries.filter(({ kind, namespace }) => !isEvidence(kind) && !isNamed(kind, namespace));
  const byGroup = Map.groupBy(
    lists.map(({ kind }) => resourceOf(kind)),
    ({ group }) => group,
  );
  const listed = [...byGroup]
    .toSorted(([left], [right]) => compareText(left, right))
    .map(([group, own]): Rule => {
      const resources = [...new Set(own.map(({ resource }) => resource))].toSorted(compareText);
      return { apiGroups: [group], resources, verbs: ['list'] };
    });
  const named = entries.flatMap(({ kind, namespace }): readonly Rule[] =>
    isNamed(kind, namespace)
      ? [{ apiGroups: [''], resources: ['namespaces'], resourceNames: [namespace ?? ''], verbs: ['get'] }]
      : [],
  );
  const evidence = entries.flatMap(({ kind }) => (isEvidence(kind) ? EVIDENCE_RULES[kind] : []));
  return [...new Map([...listed, ...named, ...evidence].map((rule) => [JSON.stringify(rule), rule])).values()];
}

/** Of a namespace that was named the object is asked for by its name. */
function isNamed(kind: string, namespace: string | undefined): boolean {
  return kind === KINDS.Namespace.kind && namespace !== undefined;
}

function isEvidence(kind: string): kind is EvidenceKind {
  return (EVIDENCE_KINDS as readonly string[]).includes(kind);
}

function resourceOf(kind: string): { readonly group: string; readonly resource: string } {
  const info = kindInfo(kind);
  if (info !== undefined) return { group: info.group, resource: info.plural };
  const { plural, group } = partsOfResource(kind as ResourceName);
  return { group, resource: plural };
}
