/** The connection flags, in the names of the live source. */
import type { ConnectionFlags } from '../../sources/live/config/flags.ts';
import type { FlagName } from './flags.ts';
import type { Flags } from './parse.ts';

export function connectionFlags(flags: Flags): ConnectionFlags {
  const text = <K extends keyof ConnectionFlags>(key: K, name: FlagName) => {
    const value = flags.text(name);
    return value === undefined ? {} : { [key]: value };
  };
  return {
    ...text('kubeconfig', 'kubeconfig'),
    ...text('context', 'context'),
    ...text('cluster', 'cluster'),
    ...text('user', 'user'),
    ...text('server', 'server'),
    ...text('token', 'token'),
    ...text('username', 'username'),
    ...text('password', 'password'),
    ...text('as', 'as'),
    ...text('asUid', 'as-uid'),
    ...text('requestTimeout', 'request-timeout'),
    ...text('tlsServerName', 'tls-server-name'),
    ...text('certificateAuthority', 'certificate-authority'),
    ...text('clientCertificate', 'client-certificate'),
    ...text('clientKey', 'client-key'),
    ...text('proxyUrl', 'proxy-url'),
    ...text('cacheDir', 'cache-dir'),
    asGroups: flags.list('as-group'),
    asUserExtra: flags.list('as-user-extra'),
    insecureSkipTlsVerify: flags.isOn('insecure-skip-tls-verify'),
    disableCompression: flags.isOn('disable-compression'),
    readOnly: flags.isOn('read-only'),
    kubelet: flags.isOn('kubelet'),
  };
}
