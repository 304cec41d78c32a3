/** Consequences fold (ux N3): findings that disappear with another one name it as their cause. */
import type { Finding } from '../model/finding.ts';

/**
 * The findings, with `cause` set on those that follow from another. They share its place, and its part where it has one;
 * which checks that concerns the finding itself says.
 */
export function withCauses(findings: readonly Finding[]): readonly Finding[] {
  const causes = new Map<string, string>();
  for (const { id, place, part, explains = [] } of findings)
    for (const check of explains) causes.set(keyOf(check, place.key, part), id);
  if (causes.size === 0) return findings;
  return findings.map((finding) => {
    const { check, place, part } = finding;
    const cause = causes.get(keyOf(check, place.key, part)) ?? causes.get(keyOf(check, place.key, undefined));
    return cause === undefined || cause === finding.id ? finding : { ...finding, cause };
  });
}

function keyOf(check: string, place: string, part: string | undefined): string {
  const whole = `${check}\u0000${place}`;
  return part === undefined ? whole : `${whole}\u0000${part}`;
}
