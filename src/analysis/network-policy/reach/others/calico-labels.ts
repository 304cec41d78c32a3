/** What selectors of Calico look at: labels of pods and of sets of addresses, with those of their namespaces. */
import type { Labels } from '../../../../kube/label-selector.ts';
import { isJsonObject, itemsIn } from '../../../../kube/path.ts';
import type { Json, KubeObject } from '../../../../plugin-api/index.ts';
import type { Addresses } from '../../addresses.ts';
import { selects } from '../../other/calico-selector.ts';
import { labelsOfNamespace } from '../ends.ts';
import type { OtherSource, ReachPod, ReachWorld } from '../types.ts';
import { blockOf } from './blocks.ts';
import { both } from './members.ts';
import type { Known } from './types.ts';

/** `null`: the label is not there; undefined: nobody knows. */
type Label = string | null | undefined;

export interface Labelled {
  readonly namespace: string | undefined;
  labelOf(key: string): Label;
}

/** Addresses under labels. */
export interface AddressSet extends Labelled {
  readonly blocks: readonly Addresses[];
  /** False where a net of it is none that is known here, or a domain: what it holds besides is not known. */
  readonly isWhole: boolean;
}

export interface Selecting {
  readonly selector: string;
  readonly namespaceSelector: string;
  /** Of ServiceAccounts; names: one of them, none given: any. */
  readonly accounts: { readonly selector: string; readonly names: readonly string[] };
  /** Of a policy in a namespace: what it selects is there, unless it selects namespaces. */
  readonly own: string | undefined;
}

const NO_ACCOUNTS: Selecting['accounts'] = { selector: '', names: [] };
export const EVERYTHING: Selecting = { selector: '', namespaceSelector: '', accounts: NO_ACCOUNTS, own: undefined };

export function isSelected({ selector, namespaceSelector, accounts, own }: Selecting, each: Labelled): Known {
  const isThere =
    namespaceSelector === ''
      ? own === undefined || own === each.namespace
      : selects(namespaceSelector, (key) => each.labelOf(`${OF_NAMESPACE}${key}`), each.namespace === undefined);
  if (isThere === false) return false;
  const isAccount = both(
    isNamed(accounts.names, each),
    selects(accounts.selector, (key) => each.labelOf(`${OF_ACCOUNT}${key}`)),
  );
  return both(both(isThere, isAccount), selects(selector, each.labelOf));
}

function isNamed(names: readonly string[], each: Labelled): Known {
  if (names.length === 0) return true;
  const name = each.labelOf(ACCOUNT);
  return name === undefined ? undefined : name !== null && names.includes(name);
}

const OF_NAMESPACE = 'pcns.';
const OF_ACCOUNT = 'pcsa.';
const ACCOUNT = 'projectcalico.org/serviceaccount';
const NAME = 'projectcalico.org/name';

type Accounts = OtherSource['accounts'];

export function labelledPod(pod: ReachPod, namespaces: ReachWorld['namespaces'], accounts: Accounts): Labelled {
  const ofNamespace = namespaceLabels(pod.namespace, namespaces);
  return {
    namespace: pod.namespace,
    labelOf(key) {
      if (key === 'projectcalico.org/namespace') return pod.namespace;
      if (key === 'projectcalico.org/orchestrator') return 'k8s';
      if (key === ACCOUNT) return pod.serviceAccount;
      if (key.startsWith(OF_ACCOUNT)) return accountLabel(key.slice(OF_ACCOUNT.length), pod, accounts);
      if (key.startsWith(OF_NAMESPACE)) return ofNamespace(key.slice(OF_NAMESPACE.length));
      return pod.labels[key] ?? null;
    },
  };
}

function accountLabel(key: string, { namespace, serviceAccount }: ReachPod, accounts: Accounts): Label {
  if (serviceAccount === undefined) return undefined;
  if (key === NAME) return serviceAccount;
  if (accounts === undefined) return undefined;
  return accounts.get(`${namespace}/${serviceAccount}`)?.[key] ?? null;
}

function namespaceLabels(name: string, namespaces: ReachWorld['namespaces']): (key: string) => Label {
  const labels = labelsOfNamespace({ namespaces }, name);
  return (key) => (key === NAME ? name : (labels[key] ?? null));
}

/** One in no namespace has no labels of one. */
export function addressSet(object: KubeObject, namespaces: ReachWorld['namespaces']): AddressSet {
  const { namespace, labels = {} } = object.metadata as { readonly namespace?: string; readonly labels?: Labels };
  const { spec } = object as KubeObject & { readonly spec?: Json };
  const ofNamespace = namespace === undefined ? () => null : namespaceLabels(namespace, namespaces);
  const { nets: named, allowedEgressDomains: domains } = isJsonObject(spec) ? spec : {};
  const nets = itemsIn(named);
  const blocks = nets.flatMap((net) => blockOf(String(net)) ?? []);
  return {
    namespace,
    blocks,
    isWhole: blocks.length === nets.length && itemsIn(domains).length === 0,
    labelOf(key) {
      if (key === 'projectcalico.org/namespace') return namespace ?? null;
      if (key.startsWith(OF_ACCOUNT)) return null;
      if (key.startsWith(OF_NAMESPACE)) return ofNamespace(key.slice(OF_NAMESPACE.length));
      return labels[key] ?? null;
    },
  };
}
