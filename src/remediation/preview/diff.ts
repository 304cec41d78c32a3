/** What a change does, as a unified diff of YAML: no volatile fields, no credentials, safe for a terminal. Pure. */
import { structuredPatch } from 'diff';
import { stringify } from 'yaml';
import { deepEqual } from '../../kube/canonical.ts';
import { isJsonObject, valueAt } from '../../kube/path.ts';
import type { WrittenFile } from '../../model/ports.ts';
import type { FieldPath, Json, KubeObject, PathElement } from '../../plugin-api/index.ts';
import { type Replace, redact } from '../../redaction/redact.ts';
import { MASK } from '../../text/issued.ts';
import { printable, printableLines } from '../../text/printable.ts';
import { contentOf } from './content.ts';

const CONTEXT_LINES = 3;

/** Hunks only, without file headers; '' when nothing that is shown differs. */
export function objectDiff(before: KubeObject | undefined, after: KubeObject | undefined): string {
  const [left, right] = shownTexts(before, after);
  if (left === right) return '';
  const { hunks } = structuredPatch('before', 'after', left, right, undefined, undefined, { context: CONTEXT_LINES });
  return hunks
    .map(({ oldStart, oldLines, newStart, newLines, lines }) =>
      [
        `@@ -${range(oldStart, oldLines)} +${range(newStart, newLines)} @@`,
        ...lines.filter((line) => !line.startsWith('\\')),
      ].join('\n'),
    )
    .join('\n');
}

/** An object's diff, and what is written beside it. */
export function withFiles(diff: string, files: readonly WrittenFile[] = []): string {
  return [diff, ...files.map(fileDiff)].filter((each) => each !== '').join('\n');
}

/** Of a file that is written beside the object: what is new in it, and nothing of what stands around it. */
function fileDiff(file: WrittenFile): string {
  const head = (what: string) => `@@ ${printable(file.path)}: ${what} @@`;
  if ('isGone' in file) return head('removed');
  if ('content' in file) {
    const lines = text(file.content, () => MASK)
      .trimEnd()
      .split('\n');
    return [head('new file'), ...lines.map((line) => `+${line}`)].join('\n');
  }
  const { hunks } = structuredPatch('before', 'after', file.before, file.after, undefined, undefined, { context: 0 });
  const lines = hunks.flatMap((hunk) => hunk.lines.filter((line) => !line.startsWith('\\')));
  return [head('edit'), ...lines.map((line) => printableLines(line.replace(/\r$/, '')))].join('\n');
}

/** A range without lines is named by the line before it, as diff(1) writes it. */
function range(start: number, lines: number): string {
  return `${lines === 0 ? start - 1 : start},${lines}`;
}

/** Both as YAML: no volatile fields, credentials masked, safe for a terminal; '' for what is not there. */
export function shownTexts(
  before: KubeObject | undefined,
  after: KubeObject | undefined,
): readonly [before: string, after: string] {
  const left = before === undefined ? undefined : (contentOf(before) as Json);
  const right = after === undefined ? undefined : (contentOf(after) as Json);
  const [inLeft, inRight] = [credentialsOf(left), credentialsOf(right)];
  const mask = (word: string) => (_: Json, place: string) => {
    const isChanged = inLeft.has(place) && inRight.has(place) && inLeft.get(place) !== inRight.get(place);
    return isChanged ? `${MASK} (${word})` : MASK;
  };
  return [text(left, mask('before')), text(right, mask('after'))];
}

function credentialsOf(value: Json | undefined): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  if (value === undefined) return found;
  redact(value, 'show', (credential, place) => {
    found.set(place, String(credential));
    return credential;
  });
  return found;
}

function text(value: Json | undefined, mask: Replace): string {
  if (value === undefined) return '';
  const shown = redact(value, 'show', mask);
  return printableLines(stringify(shown, { lineWidth: 0, aliasDuplicateObjects: false, version: '1.1' }));
}

/** Paths whose value in `actual` is not what was asked for: defaults and what admission put there. */
export function differences(asked: KubeObject, actual: KubeObject): readonly FieldPath[] {
  const found: FieldPath[] = [];
  compare(contentOf(asked) as Json, contentOf(actual) as Json, [], found);
  return found;
}

function compare(asked: Json | undefined, actual: Json | undefined, path: FieldPath, found: FieldPath[]): void {
  if (deepEqual(asked, actual)) return;
  if (isJsonObject(asked) && isJsonObject(actual)) {
    for (const key of new Set([...Object.keys(asked), ...Object.keys(actual)]))
      compare(asked[key], actual[key], [...path, key], found);
    return;
  }
  const names = Array.isArray(asked) && Array.isArray(actual) ? itemNames(asked, actual) : undefined;
  if (names === undefined) {
    found.push(path);
    return;
  }
  for (const is of names) {
    const element: PathElement = { key: 'name', is };
    compare(valueAt(asked, [element]), valueAt(actual, [element]), [...path, element], found);
  }
}

/** The names of all items when every one has a name of its own. */
function itemNames(left: readonly Json[], right: readonly Json[]): ReadonlySet<string> | undefined {
  const namesOf = (list: readonly Json[]) => list.map((item) => (isJsonObject(item) ? item.name : undefined));
  const isNamed = (names: readonly unknown[]) =>
    names.every((name) => typeof name === 'string') && new Set(names).size === names.length;
  const [first, second] = [namesOf(left), namesOf(right)];
  if (!isNamed(first) || !isNamed(second)) return undefined;
  return new Set([...first, ...second].filter((name) => typeof name === 'string'));
}
