/** Whether anything names a cluster. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** As kubectl looks for it: a file that is named or in its place, or a pod. */
export function isSetUp({
  KUBECONFIG = '',
  HOME = '',
  USERPROFILE = '',
  KUBERNETES_SERVICE_HOST = '',
}: NodeJS.ProcessEnv): boolean {
  const files = KUBECONFIG === '' ? [join(HOME || USERPROFILE, '.kube', 'config')] : KUBECONFIG.split(delimiter);
  return KUBERNETES_SERVICE_HOST !== '' || files.some((file) => file !== '' && existsSync(file));
}
