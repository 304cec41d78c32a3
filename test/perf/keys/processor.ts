/** Processor time of a process and all that it has started, as Linux tells it. */
import { readdirSync, readFileSync } from 'node:fs';

const TICK_MS = 10;

/** Of the session that the process leads; not a number where the system does not tell. */
export function processorMs(leader: number): number {
  try {
    const ticks = readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((name) => ticksOf(name, leader));
    return ticks.reduce((sum, each) => sum + each, 0) * TICK_MS;
  } catch {
    return Number.NaN;
  }
}

/** 0 for a process of another session, or one that has just ended. */
function ticksOf(pid: string, session: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name may hold blanks and brackets: fields are counted from behind it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return Number(fields[3]) === session ? Number(fields[11]) + Number(fields[12]) : 0;
  } catch {
    return 0;
  }
}
