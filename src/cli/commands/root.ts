/** Without a command: `--apply` changes, a terminal opens the walk, anything else is a scan. */
import type { Invocation, Run } from '../args/command.ts';
import { CliError, EXIT } from '../exit.ts';

/** Flags that only a scan has an answer to. */
const OF_A_SCAN = ['output', 'checklist', 'baseline', 'report-group', 'show-requests'] as const;

export const run: Run = async (invocation) => {
  const { flags, io } = invocation;
  if (flags.isOn('version')) return (await import('./version.ts')).run(invocation);
  if (flags.isOn('apply')) return (await import('./apply.ts')).run(invocation);
  refuseWithoutApply(invocation);
  const isScan = !io.isInteractive || OF_A_SCAN.some((name) => flags.text(name) !== undefined);
  return (await (isScan ? import('./scan.ts') : import('./walk.ts'))).run(invocation);
};

/** Flags that only mean something together with `--apply`. */
function refuseWithoutApply({ flags, program }: Invocation): void {
  const lonely = (['yes', 'dry-run', 'max-disruption'] as const).find((name) => flags.text(name) !== undefined);
  if (lonely === undefined) return;
  throw new CliError(EXIT.usage, `--${lonely} needs --apply`, `See '${program} --help' for usage.`);
}
