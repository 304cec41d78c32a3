/** Limits of a kubelet. An unset member has the default of the kubelet. */
import type { KubeletRule } from '../settings.ts';

export const RULES: readonly KubeletRule[] = [
  {
    key: 'podPidsLimit',
    lack: ({ podPidsLimit = -1 }) =>
      Number(podPidsLimit) > 0
        ? undefined
        : `does not limit the processes of a pod: podPidsLimit is ${String(podPidsLimit)}`,
  },
  {
    key: 'streamingConnectionIdleTimeout',
    lack: ({ streamingConnectionIdleTimeout = '4h0m0s' }) =>
      /^0+(h|m|s)?(0m)?(0s)?$/.test(String(streamingConnectionIdleTimeout))
        ? `never ends connections that nobody uses: streamingConnectionIdleTimeout is ${String(streamingConnectionIdleTimeout)}`
        : undefined,
  },
  {
    key: 'eventRecordQPS',
    lack: ({ eventRecordQPS = 50 }) =>
      Number(eventRecordQPS) > 0 ? undefined : `does not limit its events: eventRecordQPS is ${String(eventRecordQPS)}`,
  },
  {
    key: 'makeIPTablesUtilChains',
    lack: ({ makeIPTablesUtilChains = true }) =>
      makeIPTablesUtilChains === true ? undefined : 'leaves iptables as they are: makeIPTablesUtilChains is false',
  },
];
