/** Files that show how a requirement is met. */

/** A file that meets the requirement, complete, and accepted by what reads it: shown by `explain CHECK --example`. */
export interface Example {
  /** With its extension: `audit-policy.yaml`. */
  readonly name: string;
  /** What it is, and for what: "Audit policy that keeps bodies of Secrets out". */
  readonly title: string;
  readonly text: string;
}
