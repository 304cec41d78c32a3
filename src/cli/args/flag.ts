/** What the command line knows of one flag. */
/** `list` values may hold several with commas between; `repeat` values are taken as they are. */
export type FlagType = 'switch' | 'text' | 'list' | 'repeat' | 'optional';
export type FlagGroup = 'global' | 'command';

export interface FlagSpec {
  readonly type: FlagType;
  readonly short?: string;
  readonly group: FlagGroup;
  readonly help: string;
  /** As help shows it: `false`, `''`, `'table'`, `[]`. */
  readonly shown: string;
  readonly choices?: readonly string[];
  /** A choice may name a file: `CHOICE=FILE`. */
  readonly hasFile?: boolean;
  /** For `optional`: the value when the flag stands alone. */
  readonly alone?: string;
  /** Kept out of help. */
  readonly hidden?: boolean;
  /** Returns what is wrong with a value. */
  readonly check?: (value: string) => string | undefined;
}

type Extra = Pick<FlagSpec, 'short' | 'choices' | 'hasFile' | 'hidden' | 'check'> & { readonly shown?: string };

/** A flag that is there or not; `--flag=false` takes it back. */
export function onOff(group: FlagGroup, help: string, extra: Extra = {}): FlagSpec {
  return { type: 'switch', group, help, shown: 'false', ...extra };
}
export function text(group: FlagGroup, help: string, extra: Extra = {}): FlagSpec {
  return { type: 'text', group, help, shown: "''", ...extra };
}
/** May be repeated, and takes several values with commas between. */
export function list(group: FlagGroup, help: string, extra: Extra = {}): FlagSpec {
  return { type: 'list', group, help, shown: '[]', ...extra };
}
/** May be repeated; a comma is part of the value. */
export function repeat(group: FlagGroup, help: string, extra: Extra = {}): FlagSpec {
  return { type: 'repeat', group, help, shown: '[]', ...extra };
}
export function optional(group: FlagGroup, alone: string, help: string, extra: Extra = {}): FlagSpec {
  return { type: 'optional', alone, group, help, shown: "'none'", ...extra };
}
