/** Flags of the control plane, held to those that its programs have: a misspelt one is set to nothing anywhere. */
import { wordsOf } from '../../../src/analysis/control-plane/command-line.ts';
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
  // A file that overrides flags, as other components read it: what `/flagz` of 1.38 warns of.
  // Passwords of basic authentication until 1.19.
  'kube-apiserver': ['basic-auth-file', 'config', 'insecure-bind-address', 'insecure-port'],
  // The same for health and metrics.
  'kube-controller-manager': ['address', 'port'],
  'kube-scheduler': ['address', 'port'],
  etcd: [],
};

const COMPONENTS = Object.keys(COMPONENT_FLAGS) as readonly ComponentName[];

export function flagsOf(component: ComponentName): readonly string[] {
  return [...COMPONENT_FLAGS[component], ...HIDDEN[component], ...OF_OTHER_MINORS[component]];
}

/** `anonymus-auth is no flag of kube-apiserver`. */
export function flagProblem(component: ComponentName, names: Iterable<string>): string | undefined {
  const known = new Set(flagsOf(component));
  for (const name of names) if (!known.has(name)) return `${name} is no flag of ${component}`;
  return undefined;
}

/** The same for the command lines of pods that run a component. */
export function commandProblem({ kind, ...rest }: KubeObject): string | undefined {
  if (kind !== 'Pod') return undefined;
  const { containers = [] } =
    (rest as { readonly spec?: { readonly containers?: Parameters<typeof wordsOf>[1] } }).spec ?? {};
  for (const container of containers) {
    for (const component of COMPONENTS) {
      const words = wordsOf(component, [container], container.name === component);
      const problem = flagProblem(component, parseFlags(words).keys());
      if (problem !== undefined) return problem;
    }
  }
  return undefined;
}
