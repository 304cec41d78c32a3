/** What flags say of strangers. */
import { controlPlane } from 'kubectl-harden/plugin-api';

const FLAG = 'anonymous-auth';
const CONFIG = 'authentication-config';
const PORT = 'insecure-port';

/** Releases before 1.24 can open a port that asks nobody who he is. */
export const INSECURE_PORT: controlPlane.FlagRule = {
  component: 'kube-apiserver',
  key: PORT,
  says: 'Everything is answered to everybody on a port of its own',
  flags: [PORT],
  lack: (flags) => ((flags.get(PORT) ?? '0') === '0' ? undefined : `--${PORT} is ${flags.get(PORT)}`),
};

/** Switched off, strangers get nothing; otherwise what they get is decided by roles. */
export const OFF: controlPlane.FlagRule = {
  component: 'kube-apiserver',
  key: FLAG,
  says: 'Strangers are let in',
  flags: [FLAG, CONFIG],
  lack: () => undefined,
  doubt(flags) {
    if (!controlPlane.isOn(flags, FLAG, true)) return undefined;
    return controlPlane.isSet(flags, CONFIG)
      ? `What strangers may ask stands in ${flags.get(CONFIG)}, which no API shows.`
      : `--${FLAG} is not false: what strangers may do is decided by role bindings.`;
  },
};
