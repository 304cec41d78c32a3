/** What an audit log tells: who asked for what, and how much of it was recorded. Nothing of a request's body. */

/** Requests of one user that ask the authorizer for the same thing, but for names. */
export interface AuditUse {
  readonly verb: string;
  readonly group: string;
  /** With its subresource: `pods/log`. */
  readonly resource: string;
  /** Absent: cluster-wide. Of a Namespace object its own name. */
  readonly namespace?: string;
  /** As the authorizer saw them; `''`: without a name, as a plain list, or a create. Sorted. */
  readonly names: readonly string[];
  /** Of `create` of roles and bindings: names of what was made, from their bodies; `''` where none is told. Sorted. */
  readonly made?: readonly string[];
  /** There are more names than are kept, of those asked for or made. */
  readonly hasMoreNames?: true;
  readonly requests: number;
}

/** Requests for a path that is no resource: `/metrics`. */
export interface AuditPathUse {
  readonly verb: string;
  readonly path: string;
  readonly requests: number;
}

/** One user, in one set of groups. Of an impersonated request: who was impersonated. */
export interface AuditUser {
  readonly username: string;
  /** Sorted. */
  readonly groups: readonly string[];
  /** Each counts once, whatever stages of it are recorded. */
  readonly requests: number;
  /** Refused ones are no use. */
  readonly denied: number;
  /** Times in UTC: `2026-11-28T09:15:00.000000Z`. */
  readonly first: string;
  readonly last: string;
  readonly uses: readonly AuditUse[];
  readonly paths: readonly AuditPathUse[];
}

/** All that was read of the audit log that the operator names. */
export interface AuditLog {
  /** Files, folders or `standard input`, as they were given. */
  readonly sources: readonly string[];
  readonly files: number;
  /** Times of the first and the last request in UTC; `''` in an empty log. */
  readonly from: string;
  readonly to: string;
  /** Whole hours between them without a single event, longest first. */
  readonly gaps: readonly { readonly from: string; readonly hours: number }[];
  readonly events: number;
  readonly requests: number;
  readonly denied: number;
  /** Recorded without the answer of the authorizer: they count as use. */
  readonly undecided: number;
  /** Lines and files that end too early, or are no JSON. */
  readonly damaged: number;
  /** Well-formed records of something else. */
  readonly foreign: number;
  /** Events by level and by stage. */
  readonly levels: Readonly<Record<string, number>>;
  readonly stages: Readonly<Record<string, number>>;
  /** False: there were more different requests than are kept. */
  readonly isWhole: boolean;
  readonly users: readonly AuditUser[];
}
