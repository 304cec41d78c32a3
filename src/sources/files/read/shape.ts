/** Whether a value has the types that its kind prescribes: the parts that are read, not the whole API. */

/**
 * `map`: every member a string. `quantity`: a string or a number. `port`: a string or an integer. `members`: a map whose
 * named members have these shapes, others are not looked at.
 */
export type Shape =
  | 'string'
  | 'boolean'
  | 'integer'
  | 'map'
  | 'object'
  | 'quantity'
  | 'port'
  | { readonly list: Shape }
  | { readonly values: Shape }
  | { readonly members: Readonly<Record<string, Shape>>; readonly required?: readonly string[] };

const SIMPLE = {
  string: { is: (value: unknown) => typeof value === 'string', name: 'a string' },
  boolean: { is: (value: unknown) => typeof value === 'boolean', name: 'true or false' },
  integer: { is: (value: unknown) => Number.isInteger(value), name: 'a whole number' },
  quantity: { is: (value: unknown) => typeof value === 'string' || typeof value === 'number', name: 'a quantity' },
  port: { is: (value: unknown) => typeof value === 'string' || Number.isInteger(value), name: 'a number or a name' },
  object: { is: isMap, name: 'a map' },
} as const;

const PLAIN = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** A sentence about the first value that has not its type: ".spec.replicas must be a whole number, not a string". */
export function misfit(value: unknown, shape: Shape): string | undefined {
  const found = check(value, shape);
  return found === undefined ? undefined : `${found.at.join('')} ${found.what}`;
}

interface Misfit {
  readonly at: string[];
  readonly what: string;
}

function check(value: unknown, shape: Shape): Misfit | undefined {
  if (typeof shape === 'string') {
    if (shape === 'map') return checkValues(value, 'string');
    const { is, name } = SIMPLE[shape];
    return is(value) ? undefined : wrong(value, name);
  }
  if ('list' in shape) return checkList(value, shape.list);
  if ('values' in shape) return checkValues(value, shape.values);
  if (!isMap(value)) return wrong(value, 'a map');
  for (const key of Object.keys(value)) {
    const member = value[key];
    if (member === null || !Object.hasOwn(shape.members, key)) continue;
    const inner = shape.members[key];
    const found = inner === undefined ? undefined : check(member, inner);
    if (found !== undefined) return within(step(key), found);
  }
  const lacking = shape.required?.find((key) => value[key] === undefined || value[key] === null);
  return lacking === undefined ? undefined : { at: [step(lacking)], what: 'is missing' };
}

function checkList(value: unknown, shape: Shape): Misfit | undefined {
  if (!Array.isArray(value)) return wrong(value, 'a list');
  for (const [index, item] of value.entries()) {
    const found = check(item, shape);
    if (found !== undefined) return within(`[${index}]`, found);
  }
  return undefined;
}

function checkValues(value: unknown, shape: Shape): Misfit | undefined {
  if (!isMap(value)) return wrong(value, 'a map');
  for (const key of Object.keys(value)) {
    if (value[key] === null) continue;
    const found = check(value[key], shape);
    if (found !== undefined) return within(step(key), found);
  }
  return undefined;
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function wrong(value: unknown, wanted: string): Misfit {
  return { at: [], what: `must be ${wanted}, not ${nameOf(value)}` };
}

/** What a value is, for people. */
export function nameOf(value: unknown): string {
  if (value === null || value === undefined) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  return typeof value === 'boolean' ? String(value) : `a ${typeof value}`;
}

function within(outer: string, found: Misfit): Misfit {
  found.at.unshift(outer);
  return found;
}

function step(key: string): string {
  return PLAIN.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}
