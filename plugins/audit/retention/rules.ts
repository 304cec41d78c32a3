/** How much of the log is kept, where it goes to files. */
import { controlPlane } from 'kubectl-harden/plugin-api';

const PATH = 'audit-log-path';

/** What is kept at least; 0 means no limit of its kind, but for the size, where it means 100 MB. */
const LEAST = [
  ['audit-log-maxage', 30, 'Audit logs are not kept for a fixed time', 'days'],
  ['audit-log-maxbackup', 10, 'Few files of the audit log are kept', 'files'],
  ['audit-log-maxsize', 100, 'Files of the audit log are small', 'MB'],
] as const;

/** To standard output: what collects it decides. */
function isFile(flags: controlPlane.Flags): boolean {
  return controlPlane.isSet(flags, PATH) && flags.get(PATH) !== '-';
}

export const RULES: readonly controlPlane.FlagRule[] = LEAST.map(([name, least, says, unit]) => ({
  component: 'kube-apiserver',
  key: name,
  says,
  flags: [PATH, 'audit-webhook-config-file', name],
  lack(flags) {
    if (!isFile(flags)) return undefined;
    const given = flags.get(name);
    if (name === 'audit-log-maxsize' && Number(given ?? '0') === 0) return undefined;
    if (Number(given ?? '0') >= least) return undefined;
    return given === undefined ? `--${name} is not set` : `--${name} is ${given}, less than ${least} ${unit}`;
  },
  doubt: (flags) =>
    isFile(flags)
      ? undefined
      : 'How long events are kept is decided where they go to: not in a file of the API server.',
}));
