/** Volumes of claims that containers write without being root. */
import type { Container, Workload } from 'kubectl-harden/plugin-api';
import { whyNotRoot } from '../root.ts';

/** In the order in which they are mounted, each once. */
export function writtenVolumes(workload: Workload): readonly string[] {
  const claims = claimVolumes(workload);
  const names = workload.containers
    .filter((container) => isOther(workload, container))
    .flatMap(({ spec }) => spec.volumeMounts ?? [])
    .filter(({ name, readOnly }) => readOnly !== true && claims.has(name))
    .map(({ name }) => `volume ${name}`);
  return [...new Set(names)];
}

function isOther(workload: Workload, container: Container): boolean {
  return container.role !== 'ephemeral' && whyNotRoot(workload, container) !== undefined;
}

function claimVolumes({ pod, object }: Workload): ReadonlySet<string> {
  const ofPod = (pod.volumes ?? []).filter(
    ({ persistentVolumeClaim: claim, ephemeral }) => (claim && claim.readOnly !== true) || ephemeral,
  );
  const { volumeClaimTemplates: templates } =
    (object as { readonly spec?: { readonly volumeClaimTemplates?: unknown } }).spec ?? {};
  const made: readonly string[] = Array.isArray(templates) ? templates.map((each) => String(each?.metadata?.name)) : [];
  return new Set([...ofPod.map(({ name }) => name), ...made]);
}
