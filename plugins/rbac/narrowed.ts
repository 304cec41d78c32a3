/** Where an audit log tells what is used, nothing is written out and no capability is taken away by guess. */
import { type Proposal, plan, type RoleSubject, rbac, use } from 'kubectl-harden/plugin-api';
import { byUse, trimByUse, type UseView } from './by-use.ts';
import { DEFAULTS } from './log-doubts.ts';

/**
 * The role narrowed to what is used, if that ends the finding; a plan if what was found is in use. `undefined`: no log
 * tells. `isFound`: whether rules still have what the finding is about.
 */
export function narrowedInstead(
  subject: RoleSubject,
  view: UseView,
  isFound: (rules: readonly rbac.Rule[]) => boolean,
): Proposal | undefined {
  const given = byUse(subject, view);
  if (given === undefined || given.found.holdings.length === 0) return undefined;
  const { trim } = given.found;
  if (!isFound(trim.rules)) return trimByUse(subject, given, view, DEFAULTS);
  const span = use.spanOf(given.log);
  const stays = trim.rules.filter((rule) => isFound([rule])).map(rbac.describeRule);
  return plan(`Its holders use it: by ${span} of audit log ${stays.join('; ')} has to stay.`);
}
