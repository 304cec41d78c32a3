/** One YAML document as kubectl reads it, or what is wrong with it and in which line. */
import { EVENT_ID, load, parseEvents, SCALAR_STYLE, YAMLException } from 'js-yaml';
import { withoutWords } from '../../../text/reasons.ts';
import { withSpaces } from './lenient.ts';
import { ELSEWHERE, readPlain } from './plain.ts';
import { NoJsonValue } from './scalar.ts';
import { KUBECTL_SCHEMA, resetMerges } from './schema.ts';

export type Parsed = { readonly value: unknown } | { readonly problem: string; readonly line: number };

const MAX_DEPTH = 100;
const MAX_ALIASES = 10_000;
const OPTIONS = { schema: KUBECTL_SCHEMA, maxDepth: MAX_DEPTH, maxAliases: MAX_ALIASES } as const;
/** Values that aliases may add to those that are written out. */
const MAX_EXPANSION = 100_000;

/** Characters that end a line in YAML 1.1, hence for kubectl, but not in YAML 1.2: a comment would hide content. */
const OTHER_BREAKS = /[\u0085\u2028\u2029]/;

/** The end of a bracket or of a quote is missed where the text ends, not where it lacks. */
export const MEND = 'Fix it there or above.';

const DOCUMENT_END = /^\.\.\.\s/m;

/** `line` is the number of the text's first line in its file. */
export function parseYaml(text: string, line: number): Parsed {
  const plain = readPlain(text);
  return plain === ELSEWHERE ? parseAnyYaml(text, line) : { value: plain };
}

/** As `parseYaml`, by the reader of the whole language. */
export function parseAnyYaml(text: string, line: number): Parsed {
  const breakAt = text.search(OTHER_BREAKS);
  if (breakAt >= 0) {
    const name = `U+${text.charCodeAt(breakAt).toString(16).toUpperCase().padStart(4, '0')}`;
    return {
      problem: `the invisible character ${name} ends a line for kubectl: remove it`,
      line: line + linesIn(text, breakAt),
    };
  }
  try {
    const tight = TIGHT_KEY.test(text) ? withSpaces(text, tightKey) : undefined;
    if (tight !== undefined) return { problem: TIGHT, line: line + tight };
    const value = withSpaces(text, (readable) => {
      resetMerges();
      return load(readable, OPTIONS);
    });
    const problem = text.includes('*') ? expansionProblem(value, text.length + MAX_EXPANSION) : undefined;
    return problem === undefined ? { value } : { problem, line };
  } catch (error) {
    return describe(error, text, line);
  }
}

/** In `[a:]` and `{a:, b}` kubectl takes the colon for a part of the text, YAML 1.2 for the end of a key. */
const TIGHT_KEY = /:[,\]}]/;
const BEHIND_KEY = / *:[,\]}]/y;
const TIGHT = 'a key without a value needs a space after its colon: kubectl reads the colon as part of the key';

/** Lines before the first of them. */
function tightKey(text: string): number | undefined {
  for (const event of parseEvents(text, { maxDepth: MAX_DEPTH })) {
    if (event.type !== EVENT_ID.SCALAR || event.style !== SCALAR_STYLE.PLAIN) continue;
    BEHIND_KEY.lastIndex = event.valueEnd;
    if (BEHIND_KEY.test(text)) return linesIn(text, event.valueEnd);
  }
  return undefined;
}

function describe(error: unknown, text: string, line: number): Parsed {
  if (error instanceof YAMLException && error.reason.startsWith('expected a single document')) {
    const end = Math.max(0, text.search(DOCUMENT_END));
    const problem = 'a second document begins without ---: kubectl would ignore it';
    return { problem, line: line + linesIn(text, end) };
  }
  if (error instanceof YAMLException) return { problem: reasonOf(error, text), line: line + (error.mark?.line ?? 0) };
  if (error instanceof NoJsonValue) {
    const at = text.indexOf(error.message.split(' ', 1)[0] ?? '');
    return { problem: error.message, line: line + (at < 0 ? 0 : linesIn(text, at)) };
  }
  if (error instanceof RangeError) return { problem: 'it is nested too deeply', line };
  throw error;
}

/** What the schema refuses is YAML all the same. */
const OUR_REASON = /^(?:its merges|a merge|a key) /;

function reasonOf({ reason, mark }: YAMLException, text: string): string {
  if (reason.startsWith('duplicated mapping key')) {
    const key = /[^\s:,}"']+/.exec(text.slice(mark?.position ?? 0, (mark?.position ?? 0) + 200))?.[0] ?? '';
    return `the key ${key} appears twice. Keep one of them.`;
  }
  if (reason.startsWith('aliases exceeded')) return `it has more than ${MAX_ALIASES} aliases`;
  if (reason.includes('maxDepth')) return `it is nested deeper than ${MAX_DEPTH} levels`;
  return OUR_REASON.test(reason) ? reason : `not valid YAML: ${withoutWords(reason)}. ${MEND}`;
}

export function linesIn(text: string, end: number, start = 0): number {
  let lines = 0;
  for (let at = text.indexOf('\n', start); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}

/** Aliases share what they name, so a few lines can stand for billions of values. */
function expansionProblem(root: unknown, limit: number): string | undefined {
  const sizes = new Map<object, number>();
  const inProgress = new Set<object>();
  const sizeOf = (value: unknown): number => {
    if (typeof value !== 'object' || value === null) return 1;
    const known = sizes.get(value);
    if (known !== undefined) return known;
    if (inProgress.has(value)) return Number.NaN;
    inProgress.add(value);
    let size = 1;
    for (const member of Object.values(value)) size += sizeOf(member);
    inProgress.delete(value);
    sizes.set(value, size);
    return size;
  };
  const size = sizeOf(root);
  if (Number.isNaN(size)) return 'an anchor contains an alias of itself';
  return size > limit ? `its aliases expand to more than ${MAX_EXPANSION} values` : undefined;
}
