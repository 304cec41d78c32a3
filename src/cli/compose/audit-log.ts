/** The audit logs that `--audit-log` names, read before anything else: no API serves them. */
import { readAuditLog } from '../../audit-log/index.ts';
import type { AuditLog } from '../../plugin-api/index.ts';
import { fileProblem } from '../../text/errors.ts';
import { printable } from '../../text/printable.ts';
import { count, grouped } from '../../text/words.ts';
import type { Invocation } from '../args/command.ts';
import { CliError, EXIT } from '../exit.ts';
import { rejectedWhenAborted } from '../terminal/interrupt.ts';

const STEP = 64 * 1024 * 1024;
const MEGABYTE = 1024 * 1024;

/** Throws CliError with exit code 2 where a file cannot be read. What is damaged or of another form is told. */
export async function loadAuditLog({ flags, io, signal, program }: Invocation): Promise<AuditLog> {
  const sources = flags.list('audit-log');
  if (sources.includes('-') && (process.stdin.isTTY === true || flags.list('filename').includes('-')))
    throw new CliError(
      EXIT.usage,
      '--audit-log - reads stdin, and no log is piped into it',
      `See '${program} --help' for usage.`,
    );
  let told = 0;
  const onProgress = (bytes: number, all: number | undefined) => {
    if (!io.isErrorTerminal || io.isQuiet || bytes < told + STEP) return;
    told = bytes;
    const share = all === undefined || all === 0 ? '' : `, ${Math.floor((bytes / all) * 100)}%`;
    io.status(`Reading the audit log: ${grouped(Math.round(bytes / MEGABYTE))} MB${share}`);
  };
  try {
    // A pipe into which nobody writes yet hears of no signal.
    const reading = readAuditLog({ sources, signal, stdin: () => process.stdin, onProgress });
    const log = await Promise.race([reading, rejectedWhenAborted(signal)]);
    io.clearStatus();
    tell(log, io.warn);
    return log;
  } catch (error) {
    const why = fileProblem(error);
    if (why === undefined) throw error;
    const path = error instanceof Error && 'path' in error ? ` ${printable(String(error.path))}` : '';
    throw new CliError(EXIT.usage, `cannot read the audit log${path}: ${why}`);
  }
}

function tell({ events, damaged, foreign, isWhole }: AuditLog, warn: (text: string) => void): void {
  if (events === 0) warn('The audit log holds no event of audit.k8s.io: rights are not compared with use.');
  if (damaged > 0)
    warn(`Audit log: ${count(damaged, 'line or file is', 'lines or files are')} cut off or no JSON: left out.`);
  if (foreign > 0)
    warn(`Audit log: ${count(foreign, 'record is', 'records are')} of another form than audit.k8s.io: left out.`);
  if (!isWhole) warn('Audit log: more different requests than are kept. What is left out may be in use.');
}
