/** What the rehearsal of admission has to know of the scan: what makes pods, and whether policies may be unlisted. */
import { controlPlane } from '../analysis/control-plane/index.ts';
import { deriveFrom } from '../engine/index.ts';
import { controllerOf, type Inventory, isWorkloadsRead } from '../inventory/index.ts';
import { refKey, refOf } from '../kube/refs.ts';
import type { Workload } from '../plugin-api/index.ts';
import type { PodSources } from '../remediation/index.ts';

/** Also what has no pod now. Of pods that differ from their template the template is what makes the next. */
export function podSources(inventory: Inventory, namespace: string): PodSources {
  const all = [...inventory.workloads(namespace), ...inventory.idleWorkloads(namespace)];
  const sources = all.filter((workload) => !isCovered(workload)).map(sourceOf);
  const distinct = [
    ...new Map(sources.map((source) => [refKey(source.ref) + JSON.stringify(source.path), source])).values(),
  ];
  return isWorkloadsRead(inventory, namespace)
    ? { sources: distinct }
    : { sources: distinct, unread: `Not everything that makes pods in ${namespace} can be read.` };
}

function isCovered({ deviatesFrom, object }: Workload): boolean {
  return deviatesFrom !== undefined && controllerOf(object) !== undefined;
}

function sourceOf({ object, podPath }: Workload): PodSources['sources'][number] {
  return { ref: refOf(object), path: podPath.slice(0, -1) };
}

/** From this minor on a file on the control plane may name policies. */
const MANIFESTS_SINCE = 37;
const FILE_FLAG = 'admission-control-config-file';

export function unlistedAdmission(inventory: Inventory): string | undefined {
  const version = inventory.evidence('ServerVersion').value;
  if (version !== undefined && version.minor < MANIFESTS_SINCE) return undefined;
  const { witnesses, unseen } = deriveFrom(controlPlane, inventory).component('kube-apiserver').flag(FILE_FLAG);
  const file = witnesses.map(({ value }) => value ?? '').find((value) => value !== '');
  if (file !== undefined) return `The API server takes admission from ${file}: policies in it are in no list.`;
  const isElsewhere = unseen.some(({ what }) => what === 'Settings');
  if (witnesses.length > 0 && !isElsewhere) return undefined;
  return 'Whether the API server holds policies that no API lists, as it may from 1.37 on, is not visible.';
}
