/** The file that may set levels for namespaces without labels, and exempt whom it names; what it says is not seen. */
import { controlPlane, may, type ObjectRead, type View } from 'kubectl-harden/plugin-api';

export const ADMISSION_READS = [may.fact(controlPlane.controlPlane)] as const;

/** `unknown`: no flag of the API server could be seen, so there may be one. */
export type AdmissionFile =
  | { readonly state: 'set'; readonly file: string }
  | { readonly state: 'none' }
  | { readonly state: 'unknown' };

/** From this minor on the file may also name a folder of policies and webhooks, which no API lists. */
const MANIFESTS_SINCE = 37;

/** What nobody sees who may not read the file, beside a level for namespaces without labels. */
export function mayHoldPolicies(view: View<ObjectRead<'ServerVersion', 'own'>>): boolean {
  return (view.evidence('ServerVersion').value?.minor ?? 0) >= MANIFESTS_SINCE;
}

/** By any of its servers. Of manifests without any: none that they name. */
export function admissionFile(view: View<(typeof ADMISSION_READS)[number]>): AdmissionFile {
  const apiServer = view.derive(controlPlane.controlPlane).value.component('kube-apiserver');
  const { witnesses, unseen } = apiServer.flag('admission-control-config-file');
  const file = witnesses.map(({ value }) => value ?? '').find((found) => found !== '');
  if (file !== undefined) return { state: 'set', file };
  const isElsewhere = unseen.some(({ what }) => what === 'Settings');
  return { state: !isElsewhere && (witnesses.length > 0 || !view.isCluster) ? 'none' : 'unknown' };
}
