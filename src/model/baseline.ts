/** An earlier report that a scan is compared with: what was known then is not new. */
export interface Baseline {
  /** Of its findings. */
  readonly ids: ReadonlySet<string>;
  /** Checks that failed then, by an answer or by findings. */
  readonly failed: ReadonlySet<string>;
}

/** Without a baseline nothing is known, and nothing is called new. */
export function isNewFinding({ id }: { readonly id: string }, baseline: Baseline | undefined): boolean | undefined {
  return baseline === undefined ? undefined : !baseline.ids.has(id);
}
