/** Values that a person can set: described, with a default, checked with a sentence. */
import type { Json } from './kube.ts';

export interface Param<T extends Json> {
  readonly describe: string;
  readonly default?: T;
  readonly choices?: readonly T[];
  /** Returns a sentence when the value is not acceptable. */
  check?(value: T): string | undefined;
}
export type Params<P> = { readonly [K in keyof P]: P[K] extends Json ? Param<P[K]> : never };

/** What only a person can tell. `perSubject`: it differs from one to the next, and is asked for each. */
export type Input<T extends string> = Param<T> & { readonly perSubject?: boolean };
export type InputParams<I> = { readonly [K in keyof I]: I[K] extends string ? Input<I[K]> : never };

/** A setting always has a default: its type says how text is read. Lists are written with commas. */
export type Setting<T extends SettingValue> = Param<T> & { readonly default: T };
export type SettingValue = string | number | boolean | readonly string[];
export type Settings<P> = { readonly [K in keyof P]: P[K] extends SettingValue ? Setting<P[K]> : never };
