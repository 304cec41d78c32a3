/** Whether a value has the types that its kind prescribes, as the API server decodes them. */
import { SIMPLE, type SimpleType } from './simple-types.ts';

/** The first value that has not its type, or nothing. It allocates nothing where all is well. */
export type Shape = (value: unknown) => Misfit | undefined;

export interface Misfit {
  /** From the value itself down to what is wrong: keys of maps, indexes of lists. */
  readonly at: readonly (string | number)[];
  readonly what: string;
  /** A later step may complete it: it is missing, or text that has not its form yet. */
  readonly isIncomplete?: true;
}

const PLAIN = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** ".spec.replicas must be a whole number, not a string". */
export function misfitText({ at, what }: Misfit): string {
  return `${at.map(step).join('')} ${what}`;
}

export function simple(type: SimpleType): Shape {
  const { is, name, form } = SIMPLE[type];
  return (value) => {
    if (is(value)) return undefined;
    if (form?.of !== typeof value) return wrong(value, name);
    return { at: [], what: `must be ${form.name}`, ...(typeof value === 'string' ? { isIncomplete: true } : {}) };
  };
}

export function listOf(item: Shape): Shape {
  return (value) => {
    if (!Array.isArray(value)) return wrong(value, 'a list');
    for (let index = 0; index < value.length; index++) {
      const found = item(value[index]);
      if (found !== undefined) return within(index, found);
    }
    return undefined;
  };
}

export function mapOf(shape: Shape): Shape {
  return (value) => {
    if (!isMap(value)) return wrong(value, 'a map');
    for (const key in value) {
      const member = value[key];
      const found = member === null ? undefined : shape(member);
      if (found !== undefined) return within(key, found);
    }
    return undefined;
  };
}

/** Members that are null are not there. Those without a shape are not looked at: the API server drops them. */
export function structure(members: ReadonlyMap<string, Shape>, required: readonly string[]): Shape {
  return (value) => {
    if (!isMap(value)) return wrong(value, 'a map');
    for (const key in value) {
      const member = value[key];
      const found = member === null ? undefined : members.get(key)?.(member);
      if (found !== undefined) return within(key, found);
    }
    for (const key of required)
      if (value[key] === undefined || value[key] === null) return { at: [key], what: 'is missing', isIncomplete: true };
    return undefined;
  };
}

/** What a value is, for people. */
export function nameOf(value: unknown): string {
  if (value === null || value === undefined) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  return typeof value === 'boolean' ? String(value) : `a ${typeof value}`;
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function wrong(value: unknown, wanted: string): Misfit {
  return { at: [], what: `must be ${wanted}, not ${nameOf(value)}` };
}

function within(outer: string | number, misfit: Misfit): Misfit {
  return { ...misfit, at: [outer, ...misfit.at] };
}

function step(key: string | number): string {
  if (typeof key === 'number') return `[${key}]`;
  return PLAIN.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}
