/** What other tools look at, and our answer: the checks that decide it, or why none does. */
export interface Row {
  readonly topic: string;
  /** Ids; empty where `why` says why there is none. */
  readonly checks: readonly string[];
  readonly why?: string;
}
export interface Part {
  readonly title: string;
  readonly rows: readonly Row[];
}

export function by(topic: string, ...checks: readonly string[]): Row {
  return { topic, checks };
}
export function without(topic: string, why: string): Row {
  return { topic, checks: [], why };
}

export const AVAILABILITY = 'It keeps a program running and stops no intruder.';
export const CONVENTION = 'A convention of an organisation: write it as a policy of your policy engine.';
export const INVENTORY = 'A list, and no requirement that could be met.';
export const SCANNER = 'Image scanners find it; their reports are read where they are in the cluster.';
