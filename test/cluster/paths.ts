/** Where the test cluster's sources are, and where what is built from them is kept. */
import { homedir } from 'node:os';
import { join } from 'node:path';

const here = import.meta.dirname;

/** Go module with etcd and the Kubernetes servers. */
export const CONTROL_PLANE_MODULE = join(here, 'control-plane');
/** Go module that pins kwok, the fake kubelet. */
export const KWOK_MODULE = join(here, 'kwok');
/** How the fake kubelet moves nodes and pods. */
export const STAGES = join(here, 'stages');
/** Sample workloads for trying the program out. */
export const WORKLOADS = join(here, 'workloads');
export const KEEPER = join(here, 'keeper.ts');

/** Outside the work tree, so that a build outlives clones and `git clean`. */
export function cacheFolder(): string {
  return join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'kubectl-harden', 'test-cluster');
}
