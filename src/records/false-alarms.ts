/** What people have said is wrong, one JSON document a line, for issues: it stays on this machine. */
import { join } from 'node:path';
import { makeFolders } from '../disk/folders.ts';
import { appendToFile } from '../disk/write.ts';
import type { FalseAlarm } from '../model/kept/false-alarm.ts';
import { told } from './trouble.ts';

const FILE = 'false-alarms.jsonl';

/** Resolves to the file that it is in. */
export async function keepFalseAlarm(stateFolder: string, alarm: FalseAlarm): Promise<string> {
  const file = join(stateFolder, FILE);
  await told('It cannot be saved in', file, async () => {
    makeFolders(stateFolder);
    appendToFile(file, `${JSON.stringify(alarm)}\n`);
  });
  return file;
}
