/** Blocks of addresses, and whether they leave any address out. */
import type { Peer } from './types.ts';

type Block = NonNullable<Peer['ipBlock']>;

/** Both ends belong to it. */
export interface Range {
  readonly first: bigint;
  readonly last: bigint;
}
export interface Addresses extends Range {
  readonly bits: 32 | 128;
}

export function isInBlocks(address: string, blocks: readonly Block[]): boolean {
  const one = parseAddress(address);
  if (one === undefined) return false;
  return blocks
    .flatMap(rangesOf)
    .some(({ bits, first, last }) => bits === one.bits && first <= one.first && one.last <= last);
}

export function isBlock(cidr: string): boolean {
  return parse(cidr) !== undefined;
}

/** Every address of one family is in one of the blocks. */
export function coverEveryAddress(blocks: readonly Block[]): boolean {
  const ranges = blocks.flatMap(rangesOf);
  return ([32, 128] as const).some((bits) => {
    const inFamily = ranges.filter((range) => range.bits === bits);
    return inFamily.length > 0 && gapsIn({ first: 0n, last: (1n << BigInt(bits)) - 1n }, inFamily).length === 0;
  });
}

function rangesOf({ cidr, except }: Block): readonly Addresses[] {
  const whole = parse(cidr);
  if (whole === undefined) return [];
  const holes = (except ?? []).flatMap((hole) => parse(hole) ?? []).filter(({ bits }) => bits === whole.bits);
  return gapsIn(whole, holes).map((range) => ({ ...range, bits: whole.bits }));
}

/** What of `whole` is in none of the ranges. */
export function gapsIn(whole: Range, ranges: readonly Range[]): readonly Range[] {
  const gaps: Range[] = [];
  let next = whole.first;
  for (const { first, last } of [...ranges].sort((left, right) => (left.first < right.first ? -1 : 1))) {
    if (first > whole.last) break;
    if (first > next) gaps.push({ first: next, last: first - 1n });
    if (last >= next) next = last + 1n;
  }
  return next > whole.last ? gaps : [...gaps, { first: next, last: whole.last }];
}

/** A block, or an address by itself. `undefined`: only in files, the API server refuses it. */
export function parseAddress(text: string): Addresses | undefined {
  return parse(text.includes('/') ? text : `${text}/${text.includes(':') ? 128 : 32}`);
}

/** `undefined`: only in files, the API server refuses it. */
export function parse(cidr: string): Addresses | undefined {
  const [address = '', length = ''] = cidr.split('/');
  const bits = address.includes(':') ? 128 : 32;
  const value = bits === 128 ? groups(address) : numberOf(address.split('.'), 4, 10, 8n);
  if (value === undefined || !/^\d{1,3}$/.test(length) || Number(length) > bits) return undefined;
  const size = 1n << BigInt(bits - Number(length));
  const first = value - (value % size);
  return { first, last: first + size - 1n, bits };
}

function groups(address: string): bigint | undefined {
  const [head = '', tail, ...rest] = address.split('::');
  if (rest.length > 0) return undefined;
  const split = (text: string) => (text === '' ? [] : text.split(':'));
  const [left, right] = [split(head), split(tail ?? '')];
  const zeros = tail === undefined ? 0 : 8 - left.length - right.length;
  if (zeros < 0) return undefined;
  return numberOf([...left, ...Array.from({ length: zeros }, () => '0'), ...right], 8, 16, 16n);
}

function numberOf(parts: readonly string[], count: number, base: 10 | 16, width: bigint): bigint | undefined {
  const shape = base === 10 ? /^\d{1,3}$/ : /^[0-9a-f]{1,4}$/i;
  if (parts.length !== count || !parts.every((part) => shape.test(part))) return undefined;
  const values = parts.map((part) => BigInt(Number.parseInt(part, base)));
  if (values.some((value) => value >= 1n << width)) return undefined;
  return values.reduce((sum, value) => (sum << width) + value, 0n);
}
