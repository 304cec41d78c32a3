import type { Severity } from '../plugin-api/index.ts';

/** A person's dated answers: attestations of manual checks, and waivers of findings. */
export interface Attestation {
  readonly check: string;
  /** Absent: for all its subjects. See `src/model/scope.ts`. */
  readonly scope?: string;
  /** Cluster id (uid of kube-system) it holds for. */
  readonly cluster: string;
  readonly verdict: 'pass' | 'fail';
  readonly by: string;
  readonly evidence: string;
  /** RFC 3339. */
  readonly at: string;
  /** RFC 3339 date; after it the check is manual again. */
  readonly expires: string;
}

/** A finding as it was when it was accepted. */
export interface AcceptedFinding {
  readonly id: string;
  /** Hash of the value that was judged: another value was not accepted. Absent: none was. */
  readonly judged?: string;
  /** A worse one was not accepted. Absent: none was. */
  readonly severity?: Severity;
}

export interface Waiver {
  /** Id of the decision. */
  readonly decision: string;
  /** What was accepted; a finding that is not among them opens the decision again. Absent: nothing was. */
  readonly findings?: readonly AcceptedFinding[];
  readonly title: string;
  readonly cluster: string;
  readonly reason: string;
  readonly by: string;
  readonly at: string;
  readonly expires: string;
}

/** Which findings a rule accepts: every member that is there has to fit. `*` stands for any characters. */
export interface Selector {
  readonly check?: string;
  readonly item?: string;
  readonly namespace?: string;
  readonly kind?: string;
  readonly name?: string;
  readonly container?: string;
  /** Of the object that the finding is about, with exactly these values. */
  readonly labels?: Readonly<Record<string, string>>;
}

/** A waiver as people write it into a file of a repository: for what fits, whatever its ids. */
export interface WaiverRule {
  readonly match: Selector;
  /** Cluster id, or `*`. */
  readonly cluster: string;
  readonly reason: string;
  readonly by: string;
  readonly at: string;
  readonly expires: string;
}

/** Rules that accept nothing: their time is over, or nothing here fits them. */
export interface LapsedRules {
  readonly ended: readonly WaiverRule[];
  /** Empty while not everything was read. */
  readonly unmatched: readonly WaiverRule[];
}

export interface Records {
  readonly attestations: readonly Attestation[];
  readonly waivers: readonly Waiver[];
  readonly rules?: readonly WaiverRule[];
}

/** "check=workloads/privileged namespace=ci" */
export function selectorText({ labels = {}, ...plain }: Selector): string {
  const pairs = [...Object.entries(plain), ...Object.entries(labels).map(([key, value]) => [`label ${key}`, value])];
  return pairs.map(([key, value]) => `${key}=${value}`).join(' ');
}
