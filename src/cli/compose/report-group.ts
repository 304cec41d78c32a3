/** Of which API group policy reports are: what the flag says, else what the cluster serves. */
import { REPORT_GROUPS, type ReportGroup } from '../../report/format.ts';
import type { Invocation } from '../args/command.ts';
import { targetsOf } from '../args/format.ts';
import type { OpenedSource } from './source.ts';

/** The server is asked only where a policy report is wanted. */
export async function reportGroupOf(
  { source }: Pick<OpenedSource, 'source'>,
  { flags, io, signal }: Pick<Invocation, 'flags' | 'io' | 'signal'>,
): Promise<ReportGroup> {
  const [first] = REPORT_GROUPS;
  const given = REPORT_GROUPS.find((each) => each === flags.text('report-group'));
  if (given !== undefined || !targetsOf(flags).some(({ format }) => format.name === 'policyreport'))
    return given ?? first;
  const found = await servedReportGroup(source, signal);
  if (found === null)
    io.warn(`No policy reports are served here: their definitions are missing. These are of ${first}.`);
  return found ?? first;
}

/** `null`: none is served; `undefined`: nobody could tell. */
export async function servedReportGroup(
  source: OpenedSource['source'],
  signal: AbortSignal,
): Promise<ReportGroup | null | undefined> {
  const served = await servedGroups(source, signal);
  if (served === undefined) return undefined;
  // The newer one is there because somebody has put it beside the older one.
  return REPORT_GROUPS.findLast((each) => served.includes(each)) ?? null;
}

/** `undefined`: nobody could tell. */
async function servedGroups(
  source: OpenedSource['source'],
  signal: AbortSignal,
): Promise<readonly string[] | undefined> {
  try {
    return await source.groups?.(signal);
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}
