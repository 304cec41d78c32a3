/** The file that may set levels for namespaces without labels, and exempt whom it names; what it says is not seen. */
import type { View } from 'kubectl-harden/plugin-api';
import { apiServerReplicas } from '../../src/analysis/api-server.ts';
import { isWholeCluster } from '../../src/analysis/coverage.ts';

const FLAG = 'admission-control-config-file';

/** `unknown`: no flag of the API server could be seen, so there may be one. */
export type AdmissionFile =
  | { readonly state: 'set'; readonly file: string }
  | { readonly state: 'none' }
  | { readonly state: 'unknown' };

/** Of the server that answered, else of its pods. Of manifests without any: none that they name. */
export function admissionFile(view: View<'ServerFlags' | 'Pod' | 'ServerVersion'>): AdmissionFile {
  const served = view.evidence('ServerFlags').value?.flags;
  const isFiles = !isWholeCluster(view);
  const replicas = apiServerReplicas(view, { isFiles }).map(({ flags }) => flags.get(FLAG) ?? '');
  const file = [served?.[FLAG] ?? '', ...replicas].find((found) => found !== '');
  if (file !== undefined) return { state: 'set', file };
  return { state: served !== undefined || replicas.length > 0 || isFiles ? 'none' : 'unknown' };
}
