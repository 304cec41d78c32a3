/** Which constraints of Gatekeeper refuse pods at admission, whatever their templates ask for. Pure. */
import { KINDS } from '../../kube/kinds.ts';
import type { LabelSelector } from '../../kube/label-selector.ts';
import type { GatekeeperConstraint } from '../../plugin-api/index.ts';
import { type Looking, POD_KINDS, type Sight, sightOf, widest } from './seeing.ts';

/** Of Gatekeeper's webhook; `*` stands for every point. */
const POINTS: readonly string[] = ['validation.gatekeeper.sh', '*'];

/**
 * denies: every pod that does not meet it. some: it denies, and not everywhere. audits: it lets everything in. waits: it
 * denies, and no pod that answers the webhook has taken it as it is. elsewhere: it does not look at pods or what makes them.
 */
export type ConstraintStanding = 'audits' | 'denies' | 'elsewhere' | 'some' | 'waits';

/** `home`: the namespace of Gatekeeper, which may be left out. */
export function constraintStanding(constraint: GatekeeperConstraint, home: string): ConstraintStanding {
  if (!seesWorkloads(constraint)) return 'elsewhere';
  if (!denies(constraint)) return 'audits';
  if (!isTaken(constraint)) return 'waits';
  const { excludedNamespaces, others } = constraint.match;
  const isNarrowed = others.length > 0 || excludedNamespaces.some((each) => !isOfPlatform(each, home));
  return isNarrowed ? 'some' : 'denies';
}

export function constraintName({ kind, name }: GatekeeperConstraint): string {
  return `${kind} ${name}`;
}

/** A scoped one denies where its scopes say so and nothing else: one that is left out there does nothing. */
function denies({ action, scoped }: GatekeeperConstraint): boolean {
  if (action !== 'scoped') return action === 'deny';
  return scoped.some((each) => each.action === 'deny' && each.points.some((point) => POINTS.includes(point)));
}

function isTaken({ generation, pods }: GatekeeperConstraint): boolean {
  return pods.some(
    (pod) => pod.enforced && pod.errors === 0 && pod.generation >= generation && pod.operations.includes('webhook'),
  );
}

/** A list that is empty takes everything. */
function seesWorkloads({ match }: GatekeeperConstraint): boolean {
  if (match.kinds.length === 0) return true;
  const has = (list: readonly string[], wanted: string) =>
    list.length === 0 || list.includes('*') || list.includes(wanted);
  return match.kinds.some(({ apiGroups, kinds }) =>
    POD_KINDS.some((kind) => has(apiGroups, KINDS[kind].group) && has(kinds, kind)),
  );
}

/** What a webhook asks Gatekeeper about, of pods and what makes them. `home`: as above. */
export function webhookSight({ namespaceSelector, ...looking }: Looking, home: string): Sight {
  const most = widest(
    POD_KINDS.map((kind) => sightOf(looking, { group: KINDS[kind].group, resource: KINDS[kind].plural })),
  );
  return most === 'all' && !isOwnSelector(namespaceSelector ?? {}, home) ? 'some' : most;
}

/** Namespaces that Gatekeeper is installed to leave out: its own, and those that a label of its own sets free. */
const SET_FREE = 'admission.gatekeeper.sh/ignore';
const NAME = 'kubernetes.io/metadata.name';

function isOwnSelector({ matchLabels, matchExpressions }: LabelSelector, home: string): boolean {
  const isOwn = ({ key, operator, values }: NonNullable<typeof matchExpressions>[number]) =>
    (key === SET_FREE && operator === 'DoesNotExist') ||
    (key === NAME && operator === 'NotIn' && (values ?? []).every((each) => isOfPlatform(each, home)));
  return Object.keys(matchLabels ?? {}).length === 0 && (matchExpressions ?? []).every(isOwn);
}

/** Names, or their beginnings with a star. */
function isOfPlatform(pattern: string, home: string): boolean {
  return pattern.startsWith('kube-') || pattern === home;
}
