/** Of the configuration of a kubelet, what checks judge: everything else is dropped as it is read. */
import { isJsonObject, valueAt } from '../../../kube/path.ts';
import type { Json, KubeletSettings } from '../../../plugin-api/index.ts';

export const KUBELET_FIELDS = [
  'allowedUnsafeSysctls',
  'authentication.anonymous.enabled',
  'authentication.webhook.enabled',
  'authentication.x509.clientCAFile',
  'authorization.mode',
  'enableDebuggingHandlers',
  'enableProfilingHandler',
  'eventRecordQPS',
  'makeIPTablesUtilChains',
  'podPidsLimit',
  'protectKernelDefaults',
  'readOnlyPort',
  'rotateCertificates',
  'seccompDefault',
  'serverTLSBootstrap',
  'streamingConnectionIdleTimeout',
  'tlsCertFile',
  'tlsCipherSuites',
  'tlsMinVersion',
] as const;

export function kubeletSettings(configuration: unknown): KubeletSettings {
  if (!isJsonObject(configuration)) return {};
  const found = KUBELET_FIELDS.flatMap((field): readonly (readonly [string, Json])[] => {
    const value = valueAt(configuration, field.split('.'));
    return value === undefined || value === null ? [] : [[field, value as Json]];
  });
  return Object.fromEntries(found);
}
