/** The documents of one file's text: first found, then read one by one, so that a broken one does not hide the rest. */
import { splitJson } from '../yaml/json.ts';
import { linesIn, type Parsed, parseYaml } from '../yaml/parse.ts';
import { breaksLine } from '../yaml/placeholders.ts';
import { MAP_AS_KEY } from '../yaml/schema.ts';
import { type Chunk, splitYaml } from '../yaml/split.ts';

export interface TextDocument {
  /** From 1, without empty documents. */
  readonly number: number;
  /** Line of its first content, from 1. */
  readonly line: number;
  readonly start: number;
  readonly end: number;
  /** Line of the text at `start`. */
  readonly startLine: number;
  readonly format: 'yaml' | 'json';
  /** JSON with a key that is written with an escape. */
  readonly hasEscapedKey?: boolean;
  /** Already known to be wrong; `problemLine` is where. */
  readonly problem?: string;
  readonly problemLine?: number;
  /** What stands in the line of the marker before it, where nothing may. */
  readonly separator?: string;
  /** Why it is no JSON although it begins as such. */
  readonly jsonProblem?: { readonly problem: string; readonly line: number };
}
export type ReadDocument =
  | { readonly value: unknown }
  | { readonly problem: string; readonly line: number; readonly isTemplate?: true; readonly isUnfilled?: boolean };

const ACTION = '{{';
/** What is read of an action may end, as braces in braces, lines before the reader gives up. */
const LINES_BEFORE = 3;
const BOM = 0xfeff;

type ProblemAt = Extract<Parsed, { readonly problem: string }>;

/** As kubectl: a stream that begins with a brace is JSON until it is not, everything else is YAML. */
export function* findDocuments(text: string): Generator<TextDocument> {
  const begin = text.charCodeAt(0) === BOM ? 1 : 0;
  if (!/^\s*\{/.test(text.slice(begin, begin + 4096))) {
    yield* yamlDocuments(text, begin, 1, 0);
    return;
  }
  const { parts, rest } = splitJson(text, begin);
  let number = 0;
  for (const { start, end, line, problem, hasEscapedKey } of parts) {
    number++;
    const place = { number, line, start, end, startLine: line, format: 'json' as const, hasEscapedKey };
    yield problem === undefined ? place : { ...place, problem, problemLine: line };
  }
  if (rest === undefined) return;
  const { start, line, problem, problemLine } = rest;
  if (parts.length > 1)
    yield { number: number + 1, line, start, end: text.length, startLine: line, format: 'json', problem, problemLine };
  else yield* yamlDocuments(text, start, line, number, { problem, line: problemLine });
}

function* yamlDocuments(
  text: string,
  from: number,
  line: number,
  before: number,
  jsonProblem?: TextDocument['jsonProblem'],
): Generator<TextDocument> {
  let number = before;
  for (const chunk of splitYaml(text, from, line)) {
    number++;
    const isFirst = number === before + 1 && jsonProblem !== undefined;
    yield { ...placeOf(chunk, number), ...(isFirst ? { jsonProblem } : {}) };
  }
}

function placeOf({ start, end, line, contentLine, separator }: Chunk, number: number): TextDocument {
  const place = { number, line: contentLine, start, end, startLine: line, format: 'yaml' as const };
  if (separator === undefined) return place;
  return {
    ...place,
    separator,
    problem: 'only spaces and a comment may follow ---. Begin the document on the next line.',
    problemLine: contentLine,
  };
}

/** `isDoubtful`: the file is not valid UTF-8, so a document with replacement characters was not read as it is. */
export function readDocument(text: string, document: TextDocument, isDoubtful = false): ReadDocument {
  const { start, end } = document;
  const body = text.slice(start, end);
  const bad = isDoubtful ? body.indexOf('\ufffd') : -1;
  if (bad >= 0)
    return { problem: 'it is not valid UTF-8 text. Save it as UTF-8.', line: document.startLine + linesIn(body, bad) };
  const parsed = parse(body, document);
  if ('value' in parsed) return parsed;
  if (!isTemplate(body, parsed, document.startLine))
    return { ...parsed, isUnfilled: breaksLine(body.split('\n')[parsed.line - document.startLine] ?? '') };
  const problem = 'it is a Helm template: render it first (helm template CHART | kubectl harden scan -f -)';
  return { problem, line: document.startLine + linesIn(body, body.indexOf(ACTION)), isTemplate: true };
}

/** By the lines where reading failed. Elsewhere braces may be the text of a script, which hinders nobody. */
function isTemplate(body: string, { problem, line }: ProblemAt, startLine: number): boolean {
  if (!body.includes(ACTION)) return false;
  if (problem === MAP_AS_KEY) return true;
  const last = line - startLine + 1;
  return body
    .split('\n', last)
    .slice(Math.max(0, last - LINES_BEFORE))
    .some((each) => each.includes(ACTION));
}

function parse(body: string, document: TextDocument): Parsed {
  const { format, startLine, line, problem, problemLine, jsonProblem, hasEscapedKey } = document;
  if (problem !== undefined) return { problem, line: problemLine ?? line };
  // V8 14.6 takes the key "\u0070rivileged" for "\\u0070rivi" once it has seen that one: JSON.parse could hide a field.
  if (format === 'json' && hasEscapedKey !== true) {
    try {
      return { value: JSON.parse(body) };
    } catch {
      return parseYaml(body, startLine);
    }
  }
  const parsed = parseYaml(body, startLine);
  return 'problem' in parsed ? (jsonProblem ?? parsed) : parsed;
}
