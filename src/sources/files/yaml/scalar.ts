/** What a plain scalar means to kubectl: the rules of the YAML 1.1 reader that it uses, which are not those of YAML 1.2. */

export type ScalarType = 'null' | 'bool' | 'int' | 'float' | 'str';
export interface Resolved {
  readonly type: ScalarType;
  readonly value: null | boolean | number | string;
}

/** A value that YAML can write and JSON cannot: kubectl refuses the whole document. */
export class NoJsonValue extends Error {
  override readonly name = 'NoJsonValue';
}

const WORDS: ReadonlyMap<string, Resolved> = new Map(
  (
    [
      ['null', null, ['', '~', 'null', 'Null', 'NULL']],
      ['bool', true, ['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON']],
      ['bool', false, ['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF']],
    ] as const
  ).flatMap(([type, value, words]) => words.map((word) => [word, { type, value }] as const)),
);
const LONGEST_WORD = 5;
const WORD_FIRST: ReadonlySet<number> = new Set([...WORDS.keys()].map((word) => word.charCodeAt(0)));

const NOT_FINITE = /^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;
const DATE = /^\d{4}-\d\d?-\d\d?(?:[Tt ]|$)/;
/** With a base prefix, or octal by a leading zero. */
const BASED = /^([-+]?)0(?:[xX]([0-9a-fA-F]+)|[oO]?([0-7]+)|[bB]([01]+))$/;
/** A sign between the prefix and the digits passes too. */
const SIGNED_BINARY = /^0b([-+])([01]+)$/;
const DECIMAL = /^[-+]?(?:0|[1-9][0-9]*)$/;
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
/** After a leading point the underscores must stand between digits. */
const POINT_FLOAT = /^\.[0-9]+(?:_[0-9]+)*(?:[eE][-+]?[0-9]+(?:_[0-9]+)*)?$/;

/** The first characters of plain scalars that can be anything but a string; '' is the empty scalar. */
export const SPECIAL_FIRST: readonly string[] = ['', ...'~nNyYtTfFoO.+-0123456789'];

/** `undefined`: it is a string. Throws `NoJsonValue`. */
export function resolvePlain(source: string): Resolved | undefined {
  const first = source.charCodeAt(0);
  if (source.length <= LONGEST_WORD && (source === '' || WORD_FIRST.has(first))) return WORDS.get(source);
  const isDigit = first >= 48 && first <= 57;
  if (!isDigit && first !== 46 && first !== 43 && first !== 45) return undefined;
  if (NOT_FINITE.test(source)) throw new NoJsonValue(`${source} is not a number that JSON can hold`);
  return first === 46 ? pointFloat(source) : number(source);
}

function pointFloat(source: string): Resolved | undefined {
  return POINT_FLOAT.test(source) ? finite(Number(source.replaceAll('_', ''))) : undefined;
}

function number(source: string): Resolved | undefined {
  if (DATE.test(source)) return undefined;
  const digits = source.includes('_') ? source.replaceAll('_', '') : source;
  if (DECIMAL.test(digits)) return decimal(digits);
  const based = BASED.exec(digits);
  if (based !== null) return inBase(based, digits);
  const signed = SIGNED_BINARY.exec(digits);
  if (signed !== null) return signedBinary(signed);
  return FLOAT.test(digits) ? finite(Number(digits)) : undefined;
}

function decimal(digits: string): Resolved | undefined {
  const value = Number(digits);
  if (value === 0) return { type: 'int', value: 0 };
  if (Number.isSafeInteger(value) || fitsInteger(BigInt(digits.replace(/^\+/, ''))))
    return { type: 'int', value: value };
  return finite(value);
}

function inBase([, sign, hex, octal, binary]: RegExpExecArray, digits: string): Resolved | undefined {
  const text = hex !== undefined ? `0x${hex}` : octal !== undefined ? `0o${octal}` : `0b${binary}`;
  const value = sign === '-' ? -BigInt(text) : BigInt(text);
  if (fitsInteger(value)) return { type: 'int', value: Number(value) };
  // Only digits behind a leading zero still read as a (decimal) float when they are too large for an octal.
  return FLOAT.test(digits) ? finite(Number(digits)) : undefined;
}

function signedBinary([, sign, bits]: RegExpExecArray): Resolved | undefined {
  const value = BigInt(`0b${bits}`) * (sign === '-' ? -1n : 1n);
  return value >= -(2n ** 63n) && value < 2n ** 63n ? { type: 'int', value: Number(value) } : undefined;
}

function fitsInteger(value: bigint): boolean {
  return value >= -(2n ** 63n) && value < 2n ** 64n;
}

/** Numbers beyond the range of a float stay strings. */
function finite(value: number): Resolved | undefined {
  return Number.isFinite(value) ? { type: 'float', value: value === 0 ? 0 : value } : undefined;
}
