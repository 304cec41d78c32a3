/** Values as YAML or JSON text in the style of a document. */
import { isJsonObject } from '../../../kube/path.ts';
import type { Json, JsonObject } from '../../../plugin-api/index.ts';
import { resolvePlain } from '../yaml/scalar.ts';
import type { Style } from './style.ts';

/** Strings that every YAML reader takes for the same string, in block and in flow. */
const PLAIN = /^[A-Za-z_/](?:[A-Za-z0-9_./@+-]|:(?=[A-Za-z0-9_./@+-]))*$/;
/** Characters that are escaped although JSON would not. */
const INVISIBLE = /[\u007f-\u00a0\u2028\u2029\ufeff\ufffe\uffff]/g;

export function renderString(text: string, { quote, isJson }: Pick<Style, 'quote' | 'isJson'>): string {
  if (!isJson && PLAIN.test(text) && resolvePlain(text) === undefined) return text;
  const json = JSON.stringify(text).replace(
    INVISIBLE,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  const isSimple = json.slice(1, -1) === text;
  return !isJson && quote === "'" && isSimple ? `'${text.replaceAll("'", "''")}'` : json;
}

export function isScalarValue(value: Json): value is null | boolean | number | string {
  return typeof value !== 'object' || value === null;
}

/** In quotes even where they are not needed. */
export function renderQuoted(text: string, quote: Style['quote']): string {
  const rendered = renderString(text, { quote, isJson: quote === '"' });
  return rendered === text ? `'${text}'` : rendered;
}

/** A string in a list, quoted as its neighbours are. */
export function renderListed(value: Json, style: Style, isQuoted: boolean): string {
  return isQuoted && typeof value === 'string' ? renderQuoted(value, style.quote) : renderFlow(value, style);
}

export function renderScalar(value: null | boolean | number | string, style: Pick<Style, 'quote' | 'isJson'>): string {
  return typeof value === 'string' ? renderString(value, style) : String(value);
}

/** On one line, in brackets and braces. */
export function renderFlow(value: Json, style: Style): string {
  if (isScalarValue(value)) return renderScalar(value, style);
  const comma = style.isJson && style.colon === ':' ? ',' : ', ';
  if (Array.isArray(value))
    return `[${value.map((item: Json) => renderListed(item, style, style.isQuotedList)).join(comma)}]`;
  const pad = style.isPadded && Object.keys(value).length > 0 ? ' ' : '';
  const members = Object.entries(value).map(([key, member]) => renderFlowEntry(key, member, style));
  return `{${pad}${members.join(comma)}${pad}}`;
}

export function renderFlowEntry(key: string, value: Json, style: Style): string {
  return `${renderString(key, style)}${style.colon}${renderFlow(value, style)}`;
}

/** Over several lines, the way JSON files are indented; `indent` is what stands before the line it begins in. */
export function renderJson(value: Json, style: Style, indent: string): string {
  const unit = indent.includes('\t') ? '\t' : ' '.repeat(style.step);
  return JSON.stringify(value, null, unit)
    .replace(INVISIBLE, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .split('\n')
    .join(`${style.lineEnd}${indent}`);
}

/** Lines of `key: value`, without the indent of the first. */
export function renderEntry(key: string, value: Json, column: number, style: Style): readonly string[] {
  const [first = '', ...rest] = renderAfterColon(value, column, style);
  return [`${renderString(key, style)}:${first}`, ...rest];
}

/** The rest of the key's line (with its space, if there is any), then whole lines. */
export function renderAfterColon(value: Json, column: number, style: Style): readonly string[] {
  if (isInline(value, style)) return [` ${renderFlow(value, style)}`];
  if (Array.isArray(value)) {
    const at = column + style.dash;
    return ['', ...value.flatMap((item: Json) => indented(renderItem(item, at, style), at))];
  }
  return ['', ...renderMembers(value as JsonObject, column + style.step, style)];
}

/** Lines of `- value`, without the indent of the first. */
export function renderItem(value: Json, column: number, style: Style, isQuoted = false): readonly string[] {
  if (isInline(value, style) || Array.isArray(value)) return [`- ${renderListed(value, style, isQuoted)}`];
  const [first = '', ...rest] = renderMembers(value as JsonObject, column + 2, style);
  return [`- ${first.trimStart()}`, ...rest];
}

function renderMembers(map: JsonObject, column: number, style: Style): readonly string[] {
  return Object.entries(map).flatMap(([key, member]) => indented(renderEntry(key, member, column, style), column));
}

function isInline(value: Json, { isFlowList }: Style): boolean {
  if (isScalarValue(value)) return true;
  if (Array.isArray(value)) return value.length === 0 || (isFlowList && value.every(isScalarValue));
  return isJsonObject(value) && Object.keys(value).length === 0;
}

/** Only the first line needs its indent: the others have theirs. */
function indented([first = '', ...rest]: readonly string[], column: number): readonly string[] {
  return [`${' '.repeat(column)}${first}`, ...rest];
}

const NEW_FILE: Style = {
  lineEnd: '\n',
  step: 2,
  dash: 0,
  quote: '"',
  isFlowList: false,
  isQuotedList: false,
  isPadded: false,
  isJson: false,
  colon: ': ',
};

/** A whole document, with its last line end. */
export function renderDocument(object: JsonObject, lineEnd = '\n', dash = 2): string {
  return `${renderMembers(object, 0, { ...NEW_FILE, lineEnd, dash }).join(lineEnd)}${lineEnd}`;
}
