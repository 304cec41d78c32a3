/** Values that hold no others, as the API server decodes them. */

interface Simple {
  readonly is: (value: unknown) => boolean;
  /** What it must be. */
  readonly name: string;
  /** The same for a value of that type of JSON, which is not all that is asked. */
  readonly form?: { readonly of: 'string' | 'number'; readonly name: string };
}

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
const QUANTITY = /^[+-]?(\d+\.?\d*|\.\d+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?\d+)?$/;
const INT_32 = 2 ** 31;
const INT_64 = 2 ** 63;

/** The same few are written in most objects; a test of the form takes long. */
const quantities = new Set<string>();
const MOST_KEPT = 1000;

function isQuantity(text: string): boolean {
  if (quantities.has(text)) return true;
  if (!QUANTITY.test(text)) return false;
  if (quantities.size < MOST_KEPT) quantities.add(text);
  return true;
}

const isString = (value: unknown): boolean => typeof value === 'string';
const isNumber = (value: unknown): boolean => typeof value === 'number';
const isInt32 = (value: unknown): boolean => isWhole(value) && value >= -INT_32 && value < INT_32;
const isInt64 = (value: unknown): boolean => isWhole(value) && value >= -INT_64 && value < INT_64;

const SIMPLE_TYPES = {
  string: { is: isString, name: 'a string' },
  /** In Base64, which is not read. */
  byte: { is: isString, name: 'a string' },
  boolean: { is: (value) => typeof value === 'boolean', name: 'true or false' },
  int32: { is: isInt32, name: 'a whole number', form: { of: 'number', name: 'a whole number of at most 32 bits' } },
  int64: { is: isInt64, name: 'a whole number', form: { of: 'number', name: 'a whole number of at most 64 bits' } },
  double: { is: isNumber, name: 'a number' },
  time: {
    is: (value) => typeof value === 'string' && TIME.test(value),
    name: 'a string',
    form: { of: 'string', name: 'a time such as 2026-01-31T12:00:00Z' },
  },
  quantity: {
    is: (value) => isNumber(value) || (typeof value === 'string' && isQuantity(value)),
    name: 'a quantity',
    form: { of: 'string', name: 'a quantity such as 500m or 1Gi' },
  },
  'int-or-string': {
    is: (value) => isString(value) || isInt32(value),
    name: 'a number or a name',
    form: { of: 'number', name: 'a whole number of at most 32 bits or a name' },
  },
  any: { is: () => true, name: 'anything' },
} satisfies Readonly<Record<string, Simple>>;

export type SimpleType = keyof typeof SIMPLE_TYPES;
export const SIMPLE: Readonly<Record<SimpleType, Simple>> = SIMPLE_TYPES;

export function isSimple(type: string): type is SimpleType {
  return Object.hasOwn(SIMPLE_TYPES, type);
}

function isWhole(value: unknown): value is number {
  return Number.isInteger(value);
}
