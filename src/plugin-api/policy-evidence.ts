/** Policies whose kinds a cluster defines for itself: no check can name them beforehand. */

/** A constraint of Gatekeeper, of any template: what it does with what it refuses, and who has taken it. */
export interface GatekeeperConstraint {
  readonly kind: string;
  readonly name: string;
  /** `metadata.generation`; 0: not told. */
  readonly generation: number;
  /** `deny` where nothing else is said, `dryrun`, `warn`, `scoped`. */
  readonly action: string;
  /** Of `scoped`: what is done at each point, such as `validation.gatekeeper.sh`. */
  readonly scoped: readonly { readonly action: string; readonly points: readonly string[] }[];
  readonly match: {
    /** Empty: every kind. */
    readonly kinds: readonly { readonly apiGroups: readonly string[]; readonly kinds: readonly string[] }[];
    readonly excludedNamespaces: readonly string[];
    /** Further members of `match` that say something, such as `labelSelector`. */
    readonly others: readonly string[];
  };
  /** What each of its pods says of it: `status.byPod`. */
  readonly pods: readonly {
    readonly enforced: boolean;
    readonly generation: number;
    readonly operations: readonly string[];
    readonly errors: number;
  }[];
}
