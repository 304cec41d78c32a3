/** What kubeadm has written down of a control plane: three ConfigMaps, of which a few members are kept. */
import { CORE_SCHEMA, load } from 'js-yaml';
import { isJsonObject, valueAt } from '../../../kube/path.ts';
import { sealFlags } from '../../../kube/sealed-flags.ts';
import type { ControlPlaneRecords, EvidenceResult, JsonObject } from '../../../plugin-api/index.ts';
import type { ApiClient } from '../http/client.ts';
import { ApiError } from '../http/errors.ts';
import { kubeletSettings } from './kubelet-settings.ts';
import { full, missing } from './result.ts';

const WHAT = 'get ConfigMaps in kube-system';
const MOST_CHARACTERS = 1 << 18;

export async function readRecords(
  client: ApiClient,
  signal: AbortSignal,
): Promise<EvidenceResult<ControlPlaneRecords>> {
  try {
    const [kubeadm, kubelet, proxy] = await Promise.all(
      [
        ['kubeadm-config', 'ClusterConfiguration'],
        ['kubelet-config', 'kubelet'],
        ['kube-proxy', 'config.conf'],
      ].map(([name = '', key = '']) => recordOf(client, name, key, signal)),
    );
    if (kubeadm === undefined && kubelet === undefined && proxy === undefined)
      return { coverage: { state: 'absent', reason: 'no installer has left its ConfigMaps in kube-system' } };
    const address = proxy?.metricsBindAddress;
    return full({
      flags: flagsOf(kubeadm),
      ...(kubelet === undefined ? {} : { kubelet: kubeletSettings(kubelet) }),
      ...(proxy === undefined ? {} : { kubeProxy: { metricsBindAddress: typeof address === 'string' ? address : '' } }),
    });
  } catch (error) {
    signal.throwIfAborted();
    return missing(error, WHAT);
  }
}

/** `undefined`: it is not there, or holds no such document. */
async function recordOf(
  client: ApiClient,
  name: string,
  key: string,
  signal: AbortSignal,
): Promise<JsonObject | undefined> {
  try {
    const { value } = await client.json(
      { path: `/api/v1/namespaces/kube-system/configmaps/${name}`, what: WHAT },
      signal,
    );
    const text = valueAt(value, ['data', key]);
    if (typeof text !== 'string' || text.length > MOST_CHARACTERS) return undefined;
    const parsed: unknown = load(text, { schema: CORE_SCHEMA });
    return isJsonObject(parsed) ? parsed : undefined;
  } catch (error) {
    if (error instanceof ApiError && error.status !== 404) throw error;
    if (error instanceof ApiError) return undefined;
    signal.throwIfAborted();
    throw error;
  }
}

const COMPONENTS = [
  ['kube-apiserver', ['apiServer', 'extraArgs']],
  ['kube-controller-manager', ['controllerManager', 'extraArgs']],
  ['kube-scheduler', ['scheduler', 'extraArgs']],
  ['etcd', ['etcd', 'local', 'extraArgs']],
] as const;

/** Only what was added to the command lines that kubeadm writes itself. */
function flagsOf(configuration: JsonObject | undefined): ControlPlaneRecords['flags'] {
  if (configuration === undefined) return {};
  return Object.fromEntries(COMPONENTS.map(([name, path]) => [name, argumentsOf(valueAt(configuration, path))]));
}

/** A list since v1beta4, a map before. */
function argumentsOf(value: unknown): Readonly<Record<string, string>> {
  const pairs = Array.isArray(value)
    ? value.filter(isJsonObject).map(({ name, value: set }) => [name, set] as const)
    : Object.entries(isJsonObject(value) ? value : {});
  return sealFlags(Object.fromEntries(pairs.map(([name, set]) => [String(name), String(set ?? '')])));
}
