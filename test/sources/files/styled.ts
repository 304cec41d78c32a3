/** Writes a value as YAML the way some person might: style, indent, comments and quotes are drawn by lot. */
import type { Json } from '../../../src/plugin-api/index.ts';

export interface StyledOptions {
  /** Without comments after flow lines and block scalars, where only the plain forms are wanted. */
  readonly lineEnd?: '\n' | '\r\n';
}

/** A small generator of numbers, so that one seed gives one text. */
export function lots(seed: number): (sides: number) => number {
  let state = (seed ^ 0x9e3779b9) >>> 0;
  return (sides) => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x6d2b79f5) >>> 0;
    state = (state ^ (state >>> 12)) >>> 0;
    return state % sides;
  };
}

export function styled(value: Json, seed: number): string {
  return new Writer(seed).document(value);
}

const PLAIN = /^[A-Za-z][A-Za-z0-9 ./_-]*[A-Za-z0-9]$/;
const WORDS = /^(?:y|n|yes|no|on|off|true|false|null)$/i;

class Writer {
  readonly #lot: (sides: number) => number;
  readonly #step: number;
  readonly #dash: number;
  readonly #feed: string;

  constructor(seed: number) {
    this.#lot = lots(seed);
    this.#step = 1 + this.#lot(4);
    this.#dash = this.#lot(2) === 0 ? 0 : this.#step;
    this.#feed = this.#lot(5) === 0 ? '\r\n' : '\n';
  }

  document(value: Json): string {
    const head = this.#lot(4) === 0 ? ['# a file', ''] : [];
    const lines = [...head, ...this.#members(value as { readonly [key: string]: Json }, 0)];
    const tail = this.#lot(4) === 0 ? '' : this.#feed;
    return `${lines.join(this.#feed)}${tail}`;
  }

  #members(map: { readonly [key: string]: Json }, column: number): readonly string[] {
    const indent = ' '.repeat(column);
    return Object.entries(map).flatMap(([key, value]) => {
      const [first = '', ...rest] = this.#afterColon(value, column);
      const comment = rest.length === 0 && first.includes('\n') ? '' : this.#comment();
      const isBlock = /^ [|>]/.test(first);
      return [...this.#above(indent), `${indent}${this.#key(key)}:${first}${isBlock ? '' : comment}`, ...rest];
    });
  }

  #items(list: readonly Json[], column: number): readonly string[] {
    const indent = ' '.repeat(column);
    return list.flatMap((value) => {
      const above = this.#above(indent);
      if (!this.#isBlock(value)) return [...above, `${indent}- ${this.#inline(value, column)}${this.#comment()}`];
      if (Array.isArray(value)) {
        const inner = this.#items(value as readonly Json[], column + 2);
        return [...above, `${indent}- ${(inner[0] ?? '').trimStart()}`, ...inner.slice(1)];
      }
      const gap = 1 + this.#lot(2);
      const inner = this.#members(value as { readonly [key: string]: Json }, column + 1 + gap);
      const start = inner.findIndex((line) => line.trim() !== '' && !line.trim().startsWith('#'));
      return [
        ...above,
        ...inner.slice(0, start),
        `${indent}-${' '.repeat(gap)}${(inner[start] ?? '').trimStart()}`,
        ...inner.slice(start + 1),
      ];
    });
  }

  #afterColon(value: Json, column: number): readonly string[] {
    if (this.#isBlock(value)) {
      if (Array.isArray(value)) return ['', ...this.#items(value as readonly Json[], column + this.#dash)];
      return ['', ...this.#members(value as { readonly [key: string]: Json }, column + this.#step)];
    }
    if (value === null && this.#lot(2) === 0) return [''];
    if (typeof value === 'string' && /^[a-z]/.test(value) && this.#lot(8) === 0) {
      const inner = ' '.repeat(column + this.#step);
      return [` ${this.#lot(2) === 0 ? '|-' : '>-'}`, `${inner}${value}`];
    }
    return [` ${this.#inline(value, column)}`];
  }

  #isBlock(value: Json): boolean {
    if (typeof value !== 'object' || value === null || Object.keys(value).length === 0) return false;
    return this.#lot(5) !== 0;
  }

  #inline(value: Json, column: number): string {
    if (typeof value === 'string') return this.#string(value);
    if (typeof value !== 'object' || value === null) return value === null ? 'null' : String(value);
    const isList = Array.isArray(value);
    const parts = isList
      ? value.map((item: Json) => this.#inline(item, column))
      : Object.entries(value).map(([key, member]) => `${this.#key(key)}: ${this.#inline(member, column)}`);
    const [open, close] = isList ? ['[', ']'] : ['{', '}'];
    if (parts.length > 0 && this.#lot(4) === 0) {
      const indent = ' '.repeat(column + this.#step + 1);
      const lines = parts.join(`,${this.#feed}${indent}`);
      return `${open}${this.#feed}${indent}${lines}${this.#lot(2) === 0 ? ',' : ''}${this.#feed}${indent}${close}`;
    }
    const pad = this.#lot(3) === 0 ? ' ' : '';
    return `${open}${pad}${parts.join(', ')}${this.#lot(9) === 0 && parts.length > 0 ? ',' : ''}${pad}${close}`;
  }

  #key(key: string): string {
    const isPlain = PLAIN.test(key) && !WORDS.test(key);
    return isPlain && this.#lot(9) !== 0 ? key : JSON.stringify(key);
  }

  #string(value: string): string {
    const lot = this.#lot(3);
    if (lot === 0 && PLAIN.test(value) && !WORDS.test(value)) return value;
    if (lot === 1 && /^[ -~]*$/.test(value)) return `'${value.replaceAll("'", "''")}'`;
    return JSON.stringify(value);
  }

  #above(indent: string): readonly string[] {
    const lot = this.#lot(12);
    if (lot === 0) return [`${indent}# about the next`];
    if (lot === 1) return [''];
    return [];
  }

  #comment(): string {
    return this.#lot(10) === 0 ? ' # why: {not, a: map}' : '';
  }
}
