/** All that says who may do what in one cluster, or in manifests, and what could not be seen of it. */
import {
  type ApiResource,
  type AuditLog,
  defineFact,
  type KindMap,
  type MetricSample,
  may,
  type View,
} from '../../../plugin-api/index.ts';
import { clause } from '../../../text/words.ts';
import { controlPlane, providerOf } from '../../control-plane/index.ts';
import { createAccess, type WholeAccess } from '../access.ts';
import { type Escalations, escalationPaths } from '../escalation/index.ts';

export interface RightsPicture {
  readonly access: WholeAccess;
  readonly accounts: readonly KindMap['ServiceAccount'][];
  /** What the API server serves; absent: it was not asked. */
  readonly served?: readonly ApiResource[];
  /** Kinds that say who may do what and could not be read, or only in part; with the reason. */
  readonly gaps: readonly { readonly kind: string; readonly reason: string }[];
  /** Sentences on authorizers beside RBAC, which no RBAC object shows. */
  readonly others: readonly string[];
  readonly escalations: Escalations;
  readonly isCluster: boolean;
  /** Where the operator named one. */
  readonly log?: AuditLog;
}

const KINDS = ['Role', 'ClusterRole', 'RoleBinding', 'ClusterRoleBinding'] as const;
const READS = [
  may('Role'),
  may('ClusterRole'),
  may('RoleBinding'),
  may('ClusterRoleBinding'),
  may('ServiceAccount'),
  may('Discovery'),
  may('ServerVersion'),
  may('Metrics'),
  may('AuditLog'),
  may.fact(controlPlane),
  may.fact(escalationPaths),
] as const;
type Reads = View<(typeof READS)[number]>;

export const rightsPicture = defineFact({
  name: 'who may do what',
  scope: 'cluster',
  reads: READS,
  derive(view): RightsPicture {
    const served = view.evidence('Discovery').value;
    const log = view.evidence('AuditLog').value;
    return {
      access: createAccess({
        roles: view.own('Role').value,
        clusterRoles: view.own('ClusterRole').value,
        roleBindings: view.own('RoleBinding').value,
        clusterRoleBindings: view.own('ClusterRoleBinding').value,
      }),
      accounts: view.own('ServiceAccount').value,
      ...(served === undefined ? {} : { served }),
      gaps: KINDS.flatMap((kind) => {
        const { coverage, isRead, isWhole } = view.own(kind);
        const isGap = !isRead || (view.isCluster && !isWhole);
        return isGap ? [{ kind, reason: clause(coverage.reason ?? coverage.state) }] : [];
      }),
      others: view.isCluster ? otherAuthorizers(view) : [],
      escalations: view.derive(escalationPaths).value,
      isCluster: view.isCluster,
      ...(log === undefined ? {} : { log }),
    };
  },
});

const OWN: ReadonlySet<string> = new Set(['Node', 'RBAC']);

function otherAuthorizers(view: Reads): readonly string[] {
  const { flag, unseen } = view.derive(controlPlane).value.component('kube-apiserver');
  const modes = flag('authorization-mode').witnesses.flatMap(({ value }) => modesOf(value));
  const named = [...new Set([...modes, ...typesOf(view.evidence('Metrics').value)])].filter((mode) => !OWN.has(mode));
  const files = flag('authorization-config').witnesses.flatMap(({ value }) => value || []);
  const provider = providerOf(view.evidence('ServerVersion').value, []);
  const said = [
    ...named.map(sentenceOf),
    ...[...new Set(files)].map(
      (file) =>
        `The API server takes its authorizers from ${file}, which no request shows: others may allow more, or deny.`,
    ),
    ...(provider === undefined
      ? []
      : [`${provider.name} has an authorizer of its own: what ${provider.home} grants no RBAC object shows.`]),
  ];
  const isSeen = modes.length > 0 || files.length > 0 || named.length > 0;
  if (said.length > 0 || isSeen) return said;
  const [why] = unseen;
  return [
    `Whether other authorizers than RBAC are asked is not visible${why === undefined ? '' : `: ${clause(why.reason)}`}.`,
  ];
}

/** `/flagz` prints lists in brackets. */
function modesOf(value: string | undefined): readonly string[] {
  return (value ?? '')
    .replace(/^\[|\]$/g, '')
    .split(/[,\s]+/)
    .filter((mode) => mode !== '');
}

function typesOf(samples: readonly MetricSample[] | undefined): readonly string[] {
  const decided = (samples ?? []).filter(({ name }) => name === 'apiserver_authorization_decisions_total');
  return decided.flatMap(({ labels }) => labels.type ?? []);
}

function sentenceOf(mode: string): string {
  if (mode === 'AlwaysAllow') return 'The API server allows everything (AlwaysAllow): no role limits anybody.';
  return `The API server also asks its authorizer ${mode}: what that allows no RBAC object shows.`;
}
