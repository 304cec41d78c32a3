/** A scan as one of the formats prints it. */
import type { ScanSnapshot } from '../../src/model/snapshot.ts';
import { FORMATS } from '../../src/report/formats/index.ts';
import { scanOutput } from '../../src/report/scan.ts';
import type { Selection } from '../../src/report/selection.ts';

export async function printed(snapshot: ScanSnapshot, selection: Selection, name: string, hasChecklist = false) {
  const format = FORMATS.find((each) => each.name === name);
  if (format === undefined) throw new Error(`no format ${name}`);
  let text = '';
  for await (const chunk of format.print(scanOutput(snapshot, selection, { hasChecklist }), {
    hasHeader: false,
    version: 'v1.2.3',
    root: '/work',
    reportGroup: 'wgpolicyk8s.io',
  }))
    text += chunk;
  return text;
}
