/** Flags of the control plane, held to those that its programs have: a misspelt one is set to nothing anywhere. */
import { type ComponentName, parseFlags } from '../../../src/analysis/control-plane/index.ts';
import type { KubeObject } from '../../../src/plugin-api/index.ts';
import { COMPONENT_FLAGS } from './component-flags.generated.ts';

/** Deprecated ones, which help leaves out and a command line may still hold. */
const HIDDEN: Readonly<Record<ComponentName, readonly string[]>> = {
  'kube-apiserver': [
    ...['admission-control', 'apiserver-count', 'audit-webhook-batch-initial-backoff', 'default-watch-cache-size'],
    ...['enable-logs-handler', 'kubelet-port', 'kubelet-read-only-port'],
  ],
  'kube-controller-manager': ['allow-untagged-cloud', 'node-sync-period'],
  'kube-scheduler': [],
  etcd: [],
};

/** What other minors have than the test cluster's, each with its reason. A check that asks for one says so here. */
const OF_OTHER_MINORS: Readonly<Record<ComponentName, readonly string[]>> = {
  // Served without TLS and without any authentication until 1.19; refused with a value other than 0 until 1.23.
  'kube-apiserver': ['insecure-bind-address', 'insecure-port'],
  // The same for health and metrics.
  'kube-controller-manager': ['address', 'port'],
  'kube-scheduler': ['address', 'port'],
  etcd: [],
};

export function isComponent(name: string | undefined): name is ComponentName {
  return name !== undefined && Object.hasOwn(COMPONENT_FLAGS, name);
}

export function flagsOf(component: ComponentName): readonly string[] {
  return [...COMPONENT_FLAGS[component], ...HIDDEN[component], ...OF_OTHER_MINORS[component]];
}

/** `anonymus-auth is no flag of kube-apiserver`. */
export function flagProblem(component: ComponentName, names: Iterable<string>): string | undefined {
  const known = new Set(flagsOf(component));
  for (const name of names) if (!known.has(name)) return `${name} is no flag of ${component}`;
  return undefined;
}

interface Container {
  readonly name?: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
}

/** The same for the command lines of pods that run a component. */
export function commandProblem({ kind, ...rest }: KubeObject): string | undefined {
  if (kind !== 'Pod') return undefined;
  const { containers = [] } = (rest as { readonly spec?: { readonly containers?: readonly Container[] } }).spec ?? {};
  for (const { name, command = [], args = [] } of containers) {
    const component = [command[0]?.split('/').at(-1), name].find(isComponent);
    const problem = component && flagProblem(component, parseFlags([...command, ...args]).keys());
    if (problem !== undefined) return problem;
  }
  return undefined;
}
