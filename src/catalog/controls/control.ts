/** One requirement of a framework. Titles are in our own words. */
export interface Control {
  /** As checks refer to it: `5.2.7`, `K01`, `T1611`. */
  readonly id: string;
  readonly title: string;
  /** Why no request can answer it; absent: a check can. */
  readonly unseen?: string;
}

export function controls(rows: readonly (readonly [string, string])[], unseen?: string): readonly Control[] {
  return rows.map(([id, title]) => ({ id, title, ...(unseen === undefined ? {} : { unseen }) }));
}
