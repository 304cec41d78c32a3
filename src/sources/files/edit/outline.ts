/** Where the values of a document stand in its text: what edits are placed by. */
import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Pair,
  parseDocument,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { resolvePlain } from '../yaml/scalar.ts';

interface Spot {
  readonly start: number;
  /** Behind the last character of its content: comments and line ends after it are not its own. */
  readonly end: number;
  readonly anchor?: string;
}
export interface MapNode extends Spot {
  readonly kind: 'map';
  readonly isFlow: boolean;
  readonly entries: readonly Entry[];
}
export interface ListNode extends Spot {
  readonly kind: 'list';
  readonly isFlow: boolean;
  readonly items: readonly Item[];
}
export interface ScalarNode extends Spot {
  readonly kind: 'scalar';
  readonly style: 'plain' | 'single' | 'double' | 'block';
}
export interface AliasNode extends Spot {
  readonly kind: 'alias';
  readonly name: string;
}
/** Nothing is written: null. */
export interface EmptyNode extends Spot {
  readonly kind: 'empty';
}
export type Node = MapNode | ListNode | ScalarNode | AliasNode | EmptyNode;

export interface Entry {
  /** As kubectl reads it. */
  readonly key: string;
  readonly isMerge: boolean;
  readonly start: number;
  /** Behind the colon; behind the key where there is none. */
  readonly colon: number;
  /** Written as `? key` or without colon: not edited. */
  readonly isOdd: boolean;
  readonly value: Node;
}
export interface Item {
  /** Of the dash; in flow lists of the value. */
  readonly start: number;
  readonly value: Node;
}

export interface Outline {
  readonly root: Node;
  /** Names that aliases use. */
  readonly aliases: ReadonlySet<string>;
}

/** `undefined`: the text is not written in a way that can be edited. */
export function outlineOf(text: string): Outline | undefined {
  const document = parseDocument(text, {
    schema: 'failsafe',
    keepSourceTokens: true,
    uniqueKeys: false,
    strict: false,
    logLevel: 'silent',
    prettyErrors: false,
  });
  if (document.errors.length > 0) return undefined;
  const aliases = new Set<string>();
  const root = nodeOf(document.contents, 0, { text, aliases });
  return { root, aliases };
}

interface Context {
  readonly text: string;
  readonly aliases: Set<string>;
}

/** `at`: where the value would stand if nothing is written. */
function nodeOf(node: unknown, at: number, context: Context): Node {
  if (isMap(node)) return mapOf(node, context);
  if (isSeq(node)) return listOf(node, context);
  if (isAlias(node)) {
    context.aliases.add(node.source);
    const [start, end] = node.range ?? [at, at];
    return { kind: 'alias', name: node.source, start, end };
  }
  if (isScalar(node)) return scalarOf(node, at, context);
  return { kind: 'empty', start: at, end: at };
}

function mapOf(map: YAMLMap, context: Context): MapNode {
  const entries = map.items.map((pair) => entryOf(pair, context));
  const [start, flowEnd] = map.range ?? [0, 0];
  const isFlow = map.flow === true;
  const end = isFlow ? flowEnd : (entries.at(-1)?.value.end ?? flowEnd);
  return { kind: 'map', isFlow, entries, start, end, ...anchorOf(map) };
}

function entryOf(pair: Pair, context: Context): Entry {
  const { key, srcToken } = pair;
  const name = isScalar(key) ? keyName(key) : '';
  const range = isScalar(key) ? key.range : undefined;
  const sign = srcToken?.sep?.find(({ type }) => type === 'map-value-ind');
  const start = range?.[0] ?? 0;
  const colon = sign === undefined ? (range?.[1] ?? 0) : sign.offset + 1;
  const isExplicit = srcToken?.start.some(({ type }) => type === 'explicit-key-ind') ?? true;
  const hasProps = isScalar(key) && (key.anchor !== undefined || key.tag !== undefined);
  return {
    key: name,
    isMerge: name === '<<' && isScalar(key) && key.type === 'PLAIN',
    start,
    colon,
    isOdd: sign === undefined || range === undefined || isExplicit || hasProps,
    value: nodeOf(pair.value, colon, context),
  };
}

/** Unquoted keys may be booleans or numbers to kubectl: `on` is the key `true`. */
function keyName(key: Scalar): string {
  const source = String(key.value);
  if (key.type !== 'PLAIN') return source;
  try {
    const resolved = resolvePlain(source);
    return resolved === undefined ? source : String(resolved.value);
  } catch {
    return source;
  }
}

function listOf(list: YAMLSeq, context: Context): ListNode {
  const [start, flowEnd] = list.range ?? [0, 0];
  const isFlow = list.flow === true;
  const tokens = list.srcToken?.type === 'block-seq' ? list.srcToken.items : [];
  const items = list.items.map((value, index): Item => {
    const dash = tokens[index]?.start.find(({ type }) => type === 'seq-item-ind');
    const node = nodeOf(value, (dash?.offset ?? flowEnd) + 1, context);
    return { start: dash?.offset ?? node.start, value: node };
  });
  const end = isFlow ? flowEnd : (items.at(-1)?.value.end ?? flowEnd);
  return { kind: 'list', isFlow, items, start, end, ...anchorOf(list) };
}

const STYLES = {
  PLAIN: 'plain',
  QUOTE_SINGLE: 'single',
  QUOTE_DOUBLE: 'double',
  BLOCK_LITERAL: 'block',
  BLOCK_FOLDED: 'block',
} as const;

function scalarOf(scalar: Scalar, at: number, { text }: Context): Node {
  const [start, end] = scalar.range ?? [at, at];
  const isEmpty = start === end;
  if (isEmpty) return { kind: 'empty', start: at, end: at, ...anchorOf(scalar) };
  const style = STYLES[scalar.type ?? 'PLAIN'];
  const contentEnd = style === 'block' ? start + blockOf(text.slice(start, end)).length : end;
  return { kind: 'scalar', style, start, end: contentEnd, ...anchorOf(scalar) };
}

/** With `+` the blank lines at the end are part of the text. */
const KEEPS_END = /^[|>]\d?\+/;

function blockOf(text: string): string {
  return KEEPS_END.test(text) ? text.replace(/\r?\n$/, '') : text.trimEnd();
}

function anchorOf({ anchor }: { readonly anchor?: string | undefined }): { readonly anchor?: string } {
  return anchor === undefined ? {} : { anchor };
}
