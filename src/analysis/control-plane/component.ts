/** A component of the control plane through everything that shows its flags: each replica is a witness of its own. */

import { shownFlag } from '../../kube/sealed-flags.ts';
import {
  type Coverage,
  defineFact,
  type Evidence,
  type KindMap,
  may,
  type ObjectRef,
  type View,
} from '../../plugin-api/index.ts';
import { clause } from '../../text/words.ts';
import { wordsOf } from './command-line.ts';
import { type Flags, parseFlags } from './flags.ts';

/** Its flags as one witness shows them. */
export interface Witness {
  /** Name of the pod; absent: the server that answered. */
  readonly pod?: string;
  readonly flags: Flags;
  /** Flags that it does not give and takes from variables, whose values are not read; absent: none. */
  readonly byVariable?: ReadonlySet<string>;
  /** Where it was read. */
  readonly source: ObjectRef | string;
  /** Subject of a sentence: "The API server that answered", "Pod kube-system/kube-apiserver-a". */
  readonly name: string;
}

/** What one flag is set to, by every witness, and what could not be seen. */
export interface FlagAnswer {
  /** `value` is absent where the witness does not set the flag: the default then holds. */
  readonly witnesses: readonly { readonly value?: string; readonly witness: Witness }[];
  /** Why there may be replicas with other flags. */
  readonly unseen: readonly Unseen[];
}

export interface Unseen {
  /** "Flags", "Pods of the API server", "Settings" of a witness that takes them from a file. */
  readonly what: string;
  /** A sentence without a full stop. */
  readonly reason: string;
}

/** `Flags: get /flagz is denied to you.` */
export function describeUnseen({ what, reason }: Unseen): string {
  return `${what}: ${clause(reason)}.`;
}

export interface Component {
  /** What answered `/flagz`. */
  readonly answered?: Witness;
  /** Its pods in kube-system, by what they run; on a cluster only those with the annotation of mirror pods. */
  readonly replicas: readonly Witness[];
  readonly unseen: readonly Unseen[];
  /**
   * Those of `unseen` that are there and may say otherwise: what is denied or could not be read, and settings that stand
   * in a file. What a server does not serve, and pods that a provider hides, are not among them.
   */
  readonly hidden: readonly Unseen[];
  /** All of the above. */
  readonly witnesses: readonly Witness[];
  flag(name: string): FlagAnswer;
}

export type ComponentName = 'kube-apiserver' | 'kube-controller-manager' | 'kube-scheduler' | 'etcd';
export interface ControlPlane {
  component(name: ComponentName): Component;
}

const NAMESPACE = 'kube-system';
const NO_POD = `none of its pods is in ${NAMESPACE}`;
/** Why nothing is seen of the API server where files are read. */
export const NO_API_SERVER_IN_FILES = `No Pod in ${NAMESPACE} that runs kube-apiserver is among these files.`;

const NAMES: Readonly<Record<ComponentName, string>> = {
  'kube-apiserver': 'the API server',
  'kube-controller-manager': 'the controller manager',
  'kube-scheduler': 'the scheduler',
  etcd: 'etcd',
};
/** A file that may say otherwise than every other flag: what its witness is set to is then not seen. */
const CONFIG_FLAGS = ['config', 'config-file'];

/** Pods of each component: other pods beside them, and what becomes of their status, concern nobody. */
const replicasByComponent = defineFact({
  name: 'replicas of the control plane',
  scope: 'cluster',
  reads: [may.in(NAMESPACE, 'Pod')],
  derive(view): ReadonlyMap<ComponentName, readonly Witness[]> {
    const pods = view.named('Pod').value;
    const names = Object.keys(NAMES) as readonly ComponentName[];
    return new Map(names.map((name) => [name, pods.flatMap((pod) => replicaOf(name, pod, view.isCluster))]));
  },
});

const READS = [may('ServerFlags'), may.fact(replicasByComponent)] as const;
type Reads = View<(typeof READS)[number]>;

/**
 * Flags as started, which `/flagz` itself says from 1.38 on: a witness whose flags name a configuration file of the whole
 * component shows nothing, for that file may say otherwise.
 */
export const controlPlane = defineFact<ControlPlane, (typeof READS)[number]>({
  name: 'control plane',
  scope: 'cluster',
  reads: READS,
  derive(view) {
    const known = new Map<ComponentName, Component>();
    const sight = { flags: view.evidence('ServerFlags'), ...replicasIn(view) };
    return {
      component(name) {
        const found = known.get(name) ?? componentOf(name, sight);
        known.set(name, found);
        return found;
      },
    };
  },
});

interface Sight {
  readonly flags: ReturnType<Reads['evidence']>;
  readonly replicas: ReadonlyMap<ComponentName, readonly Witness[]>;
  readonly isRead: boolean;
  readonly coverage: Coverage;
}

function replicasIn(view: Reads): Pick<Sight, 'replicas' | 'isRead' | 'coverage'> {
  const { value: replicas, isRead, coverage } = view.derive(replicasByComponent);
  return { replicas, isRead, coverage };
}

function componentOf(name: ComponentName, { flags: asked, ...pods }: Sight): Component {
  const { value: served, coverage } = asked;
  const answering: Witness | undefined =
    served === undefined || served.component !== name
      ? undefined
      : { flags: new Map(Object.entries(served.flags)), source: 'GET /flagz', name: 'The API server that answered' };
  const pulled = pods.replicas.get(name) ?? [];
  const byFile = [...(answering === undefined ? [] : [answering]), ...pulled].flatMap(settingsFile);
  const answered = answering === undefined || settingsFile(answering).length > 0 ? undefined : answering;
  const replicas = pulled.filter((replica) => settingsFile(replica).length === 0);
  const flags: readonly Unseen[] =
    answering === undefined && name === 'kube-apiserver'
      ? [{ what: 'Flags', reason: coverage.reason ?? 'not read' }]
      : [];
  const podsReason = pods.isRead ? NO_POD : (pods.coverage.reason ?? 'not read');
  const others: readonly Unseen[] =
    pulled.length > 0 && pods.isRead ? [] : [{ what: `Pods of ${NAMES[name]}`, reason: podsReason }];
  const unseen = [...byFile, ...flags, ...others];
  const hidden = [...byFile, ...(isThere(coverage) ? flags : []), ...(pods.isRead ? [] : others)];
  const witnesses = answered === undefined ? replicas : [answered, ...replicas];
  return {
    ...(answered === undefined ? {} : { answered }),
    replicas,
    unseen,
    hidden,
    witnesses,
    flag: (flag) => ({ unseen, witnesses: witnesses.map((witness) => seenBy(flag, witness)) }),
  };
}

/** Read in full without a word of the component: another one answered. */
function isThere({ state }: Coverage): boolean {
  return state !== 'full' && state !== 'absent';
}

function settingsFile({ name, flags }: Witness): readonly Unseen[] {
  const file = CONFIG_FLAGS.map((flag) => flags.get(flag) ?? '').find((value) => value !== '');
  return file === undefined ? [] : [{ what: 'Settings', reason: `${name} takes its settings from ${file}` }];
}

function seenBy(flag: string, witness: Witness): FlagAnswer['witnesses'][number] {
  const value = witness.flags.get(flag);
  return value === undefined ? { witness } : { value, witness };
}

/**
 * A static pod that runs the component, by its command, its image or, where neither tells, its label. On a cluster it must
 * have the annotation of mirror pods as well. Who may create pods in kube-system can claim all of it, but the kubelet
 * deletes a mirror pod without a manifest on its node.
 */
function replicaOf(component: ComponentName, pod: KindMap['Pod'], isCluster: boolean): readonly Witness[] {
  const { name, labels, annotations } = pod.metadata;
  if (isCluster && annotations?.['kubernetes.io/config.mirror'] === undefined) return [];
  const isLabelled = [labels?.component, labels?.['k8s-app']].includes(component);
  const words = wordsOf(component, pod.spec?.containers ?? [], isLabelled);
  if (words.length === 0) return [];
  const source: ObjectRef = { apiVersion: 'v1', kind: 'Pod', namespace: NAMESPACE, name };
  const flags = parseFlags(words);
  const variables = component === 'etcd' ? variableFlags(pod.spec?.containers ?? [], flags) : [];
  const byVariable = variables.length === 0 ? {} : { byVariable: new Set(variables) };
  return [{ pod: name, flags, ...byVariable, source, name: `Pod ${NAMESPACE}/${name}` }];
}

/** etcd takes `ETCD_CERT_FILE` for `--cert-file`, where the flag is not given. */
function variableFlags(
  containers: readonly { readonly env?: readonly { readonly name: string }[] }[],
  flags: Flags,
): readonly string[] {
  return containers
    .flatMap(({ env = [] }) => env.flatMap(({ name }) => /^ETCD_([A-Z0-9_]+)$/.exec(name)?.[1] ?? []))
    .map((name) => name.toLowerCase().replaceAll('_', '-'))
    .filter((name) => !flags.has(name));
}

/** "Pod kube-system/a runs with --x=1 --y=2.": the flags of one witness that are set, of those asked for. */
export function settingsEvidence({ name, flags, source }: Witness, asked: readonly string[]): Evidence {
  const set = asked.filter((flag) => (flags.get(flag) ?? '') !== '');
  const text = set.length === 0 ? `none of ${asked.map((flag) => `--${flag}`).join(', ')}` : undefined;
  return {
    text: `${name} runs with ${text ?? set.map((flag) => `--${flag}=${shownFlag(flags.get(flag) ?? '')}`).join(' ')}.`,
    source,
  };
}
