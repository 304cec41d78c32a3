/** JSON as bytes: what nobody needs is stepped over, and never becomes a string or an object. */

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const COMMA = 0x2c;
const COLON = 0x3a;

/** A stretch of bytes that is read as text. */
export interface Stretch {
  readonly bytes: Buffer;
  readonly end: number;
}

/** After the string that begins with a quote at `at`; -1: it does not end here. */
export function stringEnd({ bytes, end }: Stretch, at: number): number {
  for (let index = at + 1; index < end; index += 1) {
    const byte = bytes[index];
    if (byte === BACKSLASH) index += 1;
    else if (byte === QUOTE) return index + 1;
  }
  return -1;
}

/** After the value at `at`; -1: it does not end here. */
export function valueEnd(stretch: Stretch, at: number): number {
  const { bytes, end } = stretch;
  const first = bytes[at];
  if (first === QUOTE) return stringEnd(stretch, at);
  if (first === OPEN_BRACE || first === OPEN_BRACKET) return containerEnd(stretch, at);
  for (let index = at; index < end; index += 1) {
    const byte = bytes[index] ?? 0;
    if (byte <= 0x20 || byte === COMMA || byte === CLOSE_BRACE || byte === CLOSE_BRACKET)
      return index === at ? -1 : index;
  }
  return -1;
}

function containerEnd(stretch: Stretch, at: number): number {
  const { bytes, end } = stretch;
  let depth = 0;
  for (let index = at; index < end; index += 1) {
    const byte = bytes[index];
    if (byte === QUOTE) {
      const after = stringEnd(stretch, index);
      if (after < 0) return -1;
      index = after - 1;
    } else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) depth += 1;
    else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
      depth -= 1;
      if (depth === 0) return index + 1;
    }
  }
  return -1;
}

/** The next byte that is no white space. */
export function skipBlank({ bytes, end }: Stretch, at: number): number {
  let index = at;
  while (index < end && (bytes[index] ?? 0) <= 0x20) index += 1;
  return index;
}

/** Where a value is, and where to go on after it: -1 ends it all. */
type Visit = (key: string, at: number) => number;

/** After the object at `at`, each member visited; -1: it does not end here, or is no object. */
export function eachMember(stretch: Stretch, at: number, visit: Visit): number {
  return stretch.bytes[at] === OPEN_BRACE ? membersFrom(stretch, at + 1, visit) : -1;
}

/** The same from within the object, where a member begins. */
export function membersFrom(stretch: Stretch, from: number, visit: Visit): number {
  const { bytes, end } = stretch;
  for (let index = skipBlank(stretch, from); index < end; index = skipBlank(stretch, index)) {
    const byte = bytes[index];
    if (byte === CLOSE_BRACE) return index + 1;
    if (byte === COMMA) {
      index += 1;
      continue;
    }
    if (byte !== QUOTE) return -1;
    const after = stringEnd(stretch, index);
    const colon = after < 0 ? -1 : skipBlank(stretch, after);
    if (colon < 0 || bytes[colon] !== COLON) return -1;
    const next = visit(bytes.toString('latin1', index + 1, after - 1), skipBlank(stretch, colon + 1));
    if (next < 0) return -1;
    index = next;
  }
  return -1;
}

/** After the array at `at`, each item visited; -1: it does not end here, or is no array. */
export function eachItem(stretch: Stretch, at: number, visit: (at: number) => number): number {
  const { bytes, end } = stretch;
  if (bytes[at] !== OPEN_BRACKET) return -1;
  for (let index = skipBlank(stretch, at + 1); index < end; index = skipBlank(stretch, index)) {
    const byte = bytes[index];
    if (byte === CLOSE_BRACKET) return index + 1;
    if (byte === COMMA) {
      index += 1;
      continue;
    }
    const next = visit(index);
    if (next < 0) return -1;
    index = next;
  }
  return -1;
}

/** The text of the string from `at` to `after`, both quotes included; `undefined`: it is no string. */
export function textAt({ bytes }: Stretch, at: number, after: number): string | undefined {
  if (bytes[at] !== QUOTE) return undefined;
  const text = bytes.toString('utf8', at + 1, after - 1);
  return text.includes('\\') ? unescaped(text) : text;
}

function unescaped(text: string): string | undefined {
  try {
    return JSON.parse(`"${text}"`) as string;
  } catch {
    return undefined;
  }
}

export function isObjectAt({ bytes }: Stretch, at: number): boolean {
  return bytes[at] === OPEN_BRACE;
}
export function isArrayAt({ bytes }: Stretch, at: number): boolean {
  return bytes[at] === OPEN_BRACKET;
}
export function isTextAt({ bytes }: Stretch, at: number): boolean {
  return bytes[at] === QUOTE;
}
