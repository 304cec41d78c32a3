/** Taking the token away: ready where nothing in the pod is known to want it. */
import { containerName, nameSome, type Proposal, plan, podTemplate, type Workload } from 'kubectl-harden/plugin-api';
import type { Rights } from './rights.ts';
import { isAdded, receivers } from './token.ts';

type None = Extract<Rights, { readonly state: 'none' }>;

/** `isSeen`: that the token is mounted was read, not inferred. */
export function withoutToken(workload: Workload, rights: None, isSeen: boolean): Proposal | undefined {
  const doubt = doubtOf(workload, rights, isSeen);
  return podTemplate.patchTemplate(workload, {
    readiness: doubt === undefined ? 'ready' : 'review',
    reason:
      doubt ?? 'All bindings of the cluster were read, none gives it rights, and nothing in the pod names the token.',
    edits: [{ op: 'set', path: [...workload.podPath, 'automountServiceAccountToken'], value: false }],
    caveats: [
      'Programs that look for the token when they start, or show it to others such as Vault, stop finding it.',
      'Rights that an authorizer other than RBAC gives are not visible.',
    ],
  });
}

/** What somebody wrote may be read at any path: only a person knows by what. */
export function withoutVolume(volume: string): Proposal {
  return plan(
    `Somebody wrote volume ${volume} into the pod: find out what reads its token, then remove the source, or set an audience.`,
    { caveats: ['Rights that an authorizer other than RBAC gives are not visible.'] },
  );
}

function doubtOf(workload: Workload, { isProven, ofEverybody }: None, isSeen: boolean): string | undefined {
  if (!isProven || !isSeen) return 'Bindings and accounts that are not among what was read may say otherwise.';
  if (ofEverybody !== undefined)
    return `Its token may be in use for what every authenticated user may do: ${ofEverybody.text}`;
  const given = receivers(workload);
  const naming = given.filter((container) => namesToken(workload, container));
  if (naming.length > 0) return `The path of the token is named by ${nameSome(naming.map(nameInside))}.`;
  const unread = given.filter(hasUnreadVariables);
  if (unread.length > 0)
    return `The path of the token may be the value of a variable, which is not read, of ${nameSome(unread.map(nameInside))}.`;
  return doubtOfPods(workload);
}

/** What is added to pods when they are made is in no template: agents that log in elsewhere with the token of the pod. */
function doubtOfPods({ pods, containers }: Workload): string | undefined {
  if (pods.length === 0)
    return 'No pod runs as the template says: whether containers are added to its pods, and use the token, is not visible.';
  const known = new Set(containers.map(({ name }) => name));
  const added = pods
    .flatMap(({ spec }) => [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])])
    .map(({ name }) => name)
    .filter((name) => !known.has(name));
  if (added.length === 0) return undefined;
  return `Its pods run ${nameSome([...new Set(added)])}, which the template does not have and which may use the token.`;
}

export function nameInside(container: Container): string {
  const name = containerName(container);
  return `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
}

type Container = Workload['containers'][number];

/** At the start of programs, in probes, or where something is mounted. */
function namesToken(workload: Workload, { spec }: Container): boolean {
  const { env: _, ...rest } = spec;
  const volumeMounts = (spec.volumeMounts ?? []).filter(({ name }) => !isAdded(workload, name));
  return JSON.stringify({ ...rest, volumeMounts }).includes('secrets/kubernetes.io/serviceaccount');
}

function hasUnreadVariables({ spec }: Container): boolean {
  const isKnown = ({ valueFrom }: NonNullable<Container['spec']['env']>[number]) =>
    valueFrom?.fieldRef !== undefined || valueFrom?.resourceFieldRef !== undefined;
  return (spec.envFrom ?? []).length > 0 || !(spec.env ?? []).every(isKnown);
}
