/** An object as YAML for reading, each line with its path in it. What may be a credential is hidden before it comes here. */
import { SERVER_OWNED } from '../../kube/server-owned.ts';
import { printable } from '../../text/printable.ts';

export interface YamlLine {
  readonly text: string;
  readonly at: ObjectPath;
}
type Members = Readonly<Record<string, unknown>>;
/** Members and indexes from the root. */
export type ObjectPath = readonly (string | number)[];

const PLAIN = /^[A-Za-z_/.$][A-Za-z0-9_./:@=,${}()+-]*$/;
const AMBIGUOUS = /^(?:true|false|yes|no|on|off|y|n|null|~|\.inf|\.nan)$/i;

export function yamlLines(object: object): readonly YamlLine[] {
  const members = Object.entries(object).filter(([name]) => name !== 'status');
  return membersOf(Object.fromEntries(members), '', '', []);
}

function membersOf(object: Members, indent: string, first: string, at: ObjectPath): readonly YamlLine[] {
  const names = Object.keys(object).filter(
    (name) => at.length !== 1 || at[0] !== 'metadata' || !SERVER_OWNED.has(name),
  );
  return names.flatMap((name, index) =>
    memberLines(name, object[name], index === 0 ? first : indent, indent, [...at, name]),
  );
}

function memberLines(
  name: string,
  value: unknown,
  prefix: string,
  indent: string,
  at: ObjectPath,
): readonly YamlLine[] {
  const head = `${prefix}${scalar(name)}:`;
  if (Array.isArray(value) && value.length > 0) {
    return [{ text: head, at }, ...value.flatMap((item, index) => itemLines(item, indent, [...at, index]))];
  }
  if (isMembers(value) && Object.keys(value).length > 0) {
    return [{ text: head, at }, ...membersOf(value, `${indent}  `, `${indent}  `, at)];
  }
  return [{ text: `${head} ${inline(value)}`, at }];
}

function itemLines(item: unknown, indent: string, at: ObjectPath): readonly YamlLine[] {
  if (isMembers(item) && Object.keys(item).length > 0) return membersOf(item, `${indent}  `, `${indent}- `, at);
  return [{ text: `${indent}- ${inline(item)}`, at }];
}

function inline(value: unknown): string {
  if (Array.isArray(value)) return '[]';
  if (isMembers(value)) return '{}';
  return typeof value === 'string' ? scalar(value) : String(value ?? 'null');
}

function scalar(text: string): string {
  const clean = printable(text);
  return clean === text && PLAIN.test(text) && !AMBIGUOUS.test(text) ? text : printable(JSON.stringify(text));
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
