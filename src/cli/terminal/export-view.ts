/** What the walk exports: a part of a picture in any format of a scan, to a file. */
import type { FileScope } from '../../model/report.ts';
import type { ScanSnapshot } from '../../model/snapshot.ts';
import { type FormatOptions, isWhole } from '../../report/format.ts';
import { FORMATS } from '../../report/formats/index.ts';
import { scanOutput } from '../../report/scan.ts';
import { select } from '../../report/selection.ts';
import { problemText } from '../../text/errors.ts';
import type { WriteProblem } from '../../ui/index.tsx';
import { writeText } from './write-text.ts';

export interface Exported {
  readonly format: string;
  readonly file: string;
  /** What is there gives way: the operator said so. */
  readonly replace: boolean;
  /** Platform components are shown. */
  readonly hasPlatform: boolean;
}

/** By their names: "table", "json". */
export const EXPORT_FORMATS: readonly string[] = FORMATS.map(({ name }) => name);

/** Resolves to what went wrong; undefined when the file is there, whole. */
export async function exportView(
  snapshot: ScanSnapshot,
  { format: name, file, replace, hasPlatform }: Exported,
  options: FormatOptions & { readonly files: FileScope | undefined },
): Promise<WriteProblem | undefined> {
  const format = FORMATS.find((each) => each.name === name);
  if (format === undefined) return { code: 'failed', reason: `there is no format ${name}` };
  try {
    const { files, ...own } = options;
    const selection = select(snapshot, { hasPlatform: hasPlatform || isWhole(format) });
    const output = scanOutput(snapshot, selection, { hasChecklist: true, baseline: undefined, files });
    const parts: string[] = [];
    for await (const chunk of format.print(output, own)) parts.push(chunk);
    return writeText(file, parts.join(''), replace);
  } catch (error) {
    return { code: 'failed', reason: problemText(error) };
  }
}
