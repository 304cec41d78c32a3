/** The object of a decision with the items that fail written beside the lines where they fail. Pure. */

import { formatPath, isJsonObject, keyedIndex } from '../../../kube/path.ts';
import type { Finding } from '../../../model/finding.ts';
import { type ObjectPath, type YamlLine, yamlLines } from '../../text/yaml-lines.ts';
import type { KubeObject } from '../../types.ts';

export interface ExcerptRow {
  /** Numbers of items, or marks, of findings at this line. */
  readonly marks: readonly string[];
  /** Absent for a missing member, which has no line. */
  readonly number?: number;
  readonly text: string;
}

/** `markOf` gives the text for the margin, such as the number of the item of the finding's check. */
export function excerpt(
  object: KubeObject,
  findings: readonly Finding[],
  markOf: (finding: Finding) => string,
): readonly ExcerptRow[] {
  const lines = yamlLines(object);
  const here = new Map<string, Set<string>>();
  const lacking = new Map<string, Map<string, Set<string>>>();
  for (const finding of findings) {
    const { at, missing } = locate(object, finding.path ?? []);
    if (missing === undefined) add(here, key(at), markOf(finding));
    else {
      const below = lacking.get(key(at)) ?? new Map<string, Set<string>>();
      add(below, missing, markOf(finding));
      lacking.set(key(at), below);
    }
  }
  return lines.flatMap((line, index) => [
    { marks: sorted(here.get(key(line.at))), number: index + 1, text: line.text },
    ...missingRows(lines, index, lacking),
  ]);
}

/** Index of the first row with a mark; 0 without one. */
export function firstMarked(rows: readonly ExcerptRow[]): number {
  return Math.max(
    0,
    rows.findIndex(({ marks }) => marks.length > 0),
  );
}

/** Missing members are shown right under the first line of their parent. */
function missingRows(
  lines: readonly YamlLine[],
  index: number,
  lacking: ReadonlyMap<string, ReadonlyMap<string, Set<string>>>,
): readonly ExcerptRow[] {
  const line = lines[index];
  if (line === undefined) return [];
  const paths = pathsStartingAt(lines, index);
  return paths.flatMap((at) =>
    [...(lacking.get(key(at)) ?? [])].map(([missing, marks]) => ({
      marks: sorted(marks),
      text: `${indentBelow(line.text)}no ${missing}`,
    })),
  );
}

/** A list item has no line of its own: its first member stands for both. */
function pathsStartingAt(lines: readonly YamlLine[], index: number): readonly ObjectPath[] {
  const at = lines[index]?.at ?? [];
  const parent = at.slice(0, -1);
  const isFirstOfItem = typeof parent.at(-1) === 'number' && lines[index]?.text.trimStart().startsWith('- ') === true;
  return isFirstOfItem ? [at, parent] : [at];
}

function indentBelow(text: string): string {
  return ' '.repeat(text.length - text.trimStart().length + 2);
}

/** The deepest part of the path that is there, and the first member that is not. */
function locate(object: KubeObject, path: NonNullable<Finding['path']>): { at: ObjectPath; missing?: string } {
  let current: unknown = object;
  const at: (string | number)[] = [];
  for (const element of path) {
    if (typeof element === 'string') {
      if (!isJsonObject(current) || current[element] === undefined) return { at, missing: element };
      current = current[element];
      at.push(element);
      continue;
    }
    const index = Array.isArray(current) ? keyedIndex(current, element.key, element.is) : -1;
    if (index < 0 || !Array.isArray(current)) return { at, missing: formatPath([element]) };
    current = current[index];
    at.push(index);
  }
  return { at };
}

function key(path: ObjectPath): string {
  return JSON.stringify(path);
}

function add(sets: Map<string, Set<string>>, at: string, mark: string): void {
  sets.set(at, new Set([...(sets.get(at) ?? []), mark]));
}

function sorted(marks: ReadonlySet<string> | undefined): readonly string[] {
  return [...(marks ?? [])].sort();
}
