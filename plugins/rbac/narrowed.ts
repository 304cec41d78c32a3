/** Where an audit log tells what is used, nothing is written out and no capability is taken away by guess. */
import { type Proposal, type RoleSubject, rbac, use } from 'kubectl-harden/plugin-api';
import { type ByUse, byUse, trimByUse, type UseView } from './by-use.ts';
import { DEFAULTS } from './log-doubts.ts';

type IsFound = (rules: readonly rbac.Rule[]) => boolean;

export type ByLog =
  /** The role narrowed to what is used, which ends the finding. */
  | { readonly is: 'unused'; readonly proposal: Proposal }
  /** What was found is part of what stays. `because`: a sentence. */
  | { readonly is: 'needed'; readonly because: string; readonly rules: readonly rbac.Rule[] };

/** `undefined`: no log tells. `isFound`: whether rules still have what the finding is about. */
export function judgedByLog(subject: RoleSubject, view: UseView, isFound: IsFound): ByLog | undefined {
  const given = byUse(subject, view);
  if (given === undefined || given.found.holdings.length === 0) return undefined;
  const { rules } = given.found.trim;
  if (!isFound(rules)) return { is: 'unused', proposal: trimByUse(subject, given, view, DEFAULTS) };
  const stays = rules.flatMap((rule) => foundIn(rule, isFound)).map(rbac.describeRule);
  return { is: 'needed', because: `${whyItStays(subject, given, isFound)}: ${stays.join('; ')}.`, rules };
}

/** By its verbs alone, where one is enough. */
function foundIn(rule: rbac.Rule, isFound: IsFound): readonly rbac.Rule[] {
  if (!isFound([rule])) return [];
  const verbs = (rule.verbs ?? []).filter((verb) => isFound([{ ...rule, verbs: [verb] }]));
  return [verbs.length === 0 ? rule : { ...rule, verbs }];
}

/** Of all reasons the one that weighs most: use, then what no log could show. */
function whyItStays({ rules }: RoleSubject, { log, found }: ByUse, isFound: IsFound): string {
  const span = use.spanOf(log);
  if (isFound(use.trimRules(rules, { used: found.used, handedOn: [], isExact: true }).rules))
    return `Its holders used it in ${span} of audit log, and would be refused`;
  if (isFound(found.hidden)) return 'The audit policy lets no event exist of it, so whether it is used is not known';
  if (isFound(found.trim.unseen)) return 'No event of an audit log shows whether it is used';
  return 'A holder hands it on, or needs it for what it did';
}
