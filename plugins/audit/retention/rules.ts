/** How much of the log is kept, where it goes to files. */
import { controlPlane } from 'kubectl-harden/plugin-api';

const PATH = 'audit-log-path';

/** What is kept at least; not set or 0 means no limit of its kind, but for the size, where it means 100 MB. */
const LEAST = [
  ['audit-log-maxage', 30, 'Audit logs are kept for too short a time', 'No age ends files of the audit log', 'days'],
  [
    'audit-log-maxbackup',
    10,
    'Few files of the audit log are kept',
    'No number limits files of the audit log',
    'files',
  ],
  ['audit-log-maxsize', 100, 'Files of the audit log are small', undefined, 'MB'],
] as const;

/** To standard output: what collects it decides. */
function isFile(flags: controlPlane.Flags): boolean {
  return controlPlane.isSet(flags, PATH) && flags.get(PATH) !== '-';
}

/** What 0 means is said as it is: nothing is lost early, and nothing is taken away. */
const UNLIMITED = {
  severity: 'low',
  severityReason: 'Nothing is lost early; in the end the log fills the disk of its node.',
} as const;

function isUnlimited(flags: controlPlane.Flags, name: string): boolean {
  return Number(flags.get(name) ?? '0') === 0;
}

function limitsOf([name, least, says, unlimited, unit]: (typeof LEAST)[number]): readonly controlPlane.FlagRule[] {
  const rule = {
    component: 'kube-apiserver',
    key: name,
    says,
    flags: [PATH, 'audit-webhook-config-file', name],
    doubt: (flags: controlPlane.Flags) => (isFile(flags) ? undefined : ELSEWHERE),
  } as const;
  const tooLittle = (flags: controlPlane.Flags) =>
    isFile(flags) && !isUnlimited(flags, name) && Number(flags.get(name)) < least
      ? `--${name} is ${flags.get(name)}, less than ${least} ${unit}`
      : undefined;
  if (unlimited === undefined) return [{ ...rule, lack: tooLittle }];
  const open = (flags: controlPlane.Flags) =>
    isFile(flags) && isUnlimited(flags, name) ? `--${name} is ${flags.get(name) ?? 'not set'}` : undefined;
  return [
    { ...rule, lack: tooLittle },
    { ...rule, says: unlimited, lack: open, ...UNLIMITED },
  ];
}

const ELSEWHERE = 'How long events are kept is decided where they go to: not in a file of the API server.';

export const RULES: readonly controlPlane.FlagRule[] = LEAST.flatMap(limitsOf);
