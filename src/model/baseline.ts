/** An earlier report that a scan is compared with: what was known then is not new. */
export interface Baseline {
  /** Of its findings. */
  readonly ids: ReadonlySet<string>;
  /** Answers that said so then: a check, or `check@scope`. */
  readonly failed: ReadonlySet<string>;
  /** How each check stood, by its id. */
  readonly statuses: ReadonlyMap<string, string>;
}

/** Without a baseline nothing is known, and nothing is called new. */
export function isNewFinding({ id }: { readonly id: string }, baseline: Baseline | undefined): boolean | undefined {
  return baseline === undefined ? undefined : !baseline.ids.has(id);
}
