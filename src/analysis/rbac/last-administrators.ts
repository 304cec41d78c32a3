/** Who is left when somebody stops being an administrator. */
import { MASTERS, type WholeAccess } from './access.ts';
import { type Administrator, administrators } from './administrators.ts';
import type { Identity, Subject } from './types.ts';

export interface Departure {
  readonly lost: readonly Administrator[];
  readonly left: readonly Administrator[];
}

/**
 * People count: users and groups of them. ServiceAccounts and components do not, nobody logs in as one, and neither does
 * "everybody": taking cluster-admin from those leaves as many administrators as before. `system:masters` counts only
 * while the caller is in it: of everybody else nobody knows.
 */
export function departure(was: WholeAccess, is: WholeAccess, caller: Identity | undefined): Departure {
  const people = (access: WholeAccess): readonly Administrator[] =>
    administrators(access).filter(
      ({ subject, isOutOfBand }) => isPeople(subject) && (!isOutOfBand || caller?.groups.includes(MASTERS) === true),
    );
  const left = people(is);
  const kept = new Set(left.map(({ key }) => key));
  return { left, lost: people(was).filter(({ key }) => !kept.has(key)) };
}

/** At least two administrators must stay. */
export function departureRefusal({ lost, left }: Departure): readonly string[] {
  if (lost.length === 0 || left.length >= 2) return [];
  const leaves = left.length === 0 ? 'no administrator' : `one administrator (${labels(left)})`;
  return [`this would leave ${leaves}: ${labels(lost)} would no longer be one`];
}

/** Whom a departure that is allowed relies on: that such users exist and that groups have members nobody can see. */
export function departureCaveat({ lost, left }: Departure): string | undefined {
  if (lost.length === 0 || left.length < 2) return undefined;
  const are = lost.length === 1 ? 'is no longer an administrator' : 'are no longer administrators';
  return `${labels(lost)} ${are}. Left: ${labels(left)}; only the identity provider knows whether those exist and have members.`;
}

function labels(some: readonly Administrator[]): string {
  return some.map(({ label }) => label).join(', ');
}

const NO_PEOPLE: Readonly<Record<string, RegExp>> = {
  User: /^system:(anonymous$|kube-|node:|serviceaccount:)/,
  Group: /^system:(authenticated|unauthenticated|nodes|bootstrappers|serviceaccounts)(:|$)/,
};

function isPeople({ kind, name }: Subject): boolean {
  return Object.hasOwn(NO_PEOPLE, kind) && NO_PEOPLE[kind]?.test(name) === false;
}
