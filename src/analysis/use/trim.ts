/** Rules narrowed to what is used: never more than before, and never a wildcard written out. */

import { isEmpty } from '../lists.ts';
import type { Atom } from '../rbac/index.ts';
import { compact, covers, hasWildcard, isEveryPath, type Rule, ruleAllows, uncovered } from '../rbac/index.ts';
import { impliedBy } from './implied.ts';
import { placeOf, type Used } from './questions.ts';
import { unseenPart } from './unseen.ts';

export interface Trim {
  readonly rules: readonly Rule[];
  /** Rules of the role that stay as they are written. */
  readonly untouched: readonly Rule[];
  /** What is taken away, as it was written. */
  readonly removed: readonly Atom[];
  /** Kept although no event shows use: rights that no request asks for by itself. */
  readonly unseen: readonly Rule[];
}

export interface TrimOptions {
  readonly used: readonly Used[];
  /** What stays as far as the rules give it: to hand it on to others, or because no log shows its use. */
  readonly handedOn: readonly Rule[];
  /** Only what was asked for, without what adds no power to it, nor what no event shows. */
  readonly isExact?: boolean;
}

export function trimRules(rules: readonly Rule[], options: TrimOptions): Trim {
  const parts = rules.map((rule) => ({ rule, kept: keptOf(rule, options), unseen: unseenPart(rule) }));
  const isWhole = ({ rule, kept }: (typeof parts)[number]) => !hasWildcard(rule) && covers(kept, [rule]);
  const untouched = parts.filter(isWhole).map(({ rule }) => rule);
  const narrowed = parts.filter((part) => !isWhole(part)).flatMap(({ kept }) => kept);
  const missing = narrowed.filter((rule) => !covers(untouched, [rule]));
  const after = [...untouched, ...compact(missing)];
  return {
    rules: after,
    untouched,
    removed: uncovered(rules, after),
    unseen: compact(parts.flatMap(({ unseen }) => unseen)),
  };
}

/** All that stays of one rule, in small rules that it covers. */
function keptOf(rule: Rule, { used, handedOn, isExact }: TrimOptions): readonly Rule[] {
  const requested = used.filter(({ question }) => ruleAllows(rule, question));
  if (isExact === true) return requested.map((each) => exactFor(rule, each));
  return [...requested.flatMap((each) => smallestFor(rule, each)), ...unseenPart(rule), ...partsWithin(rule, handedOn)];
}

/** The part of a rule that a request needs, and what adds no power to that. */
function smallestFor(rule: Rule, used: Used): readonly Rule[] {
  const exact = exactFor(rule, used);
  if ('path' in used.question) return [exact];
  const further = equals(used.question.verb).filter((verb) => covers([rule], [{ ...exact, verbs: [verb] }]));
  const verbs = [...new Set([used.question.verb, ...further])];
  return [{ ...exact, verbs }, ...partsWithin(rule, impliedBy(used.question))];
}

function exactFor(rule: Rule, { question, isAnyName }: Used): Rule {
  if ('path' in question) return { nonResourceURLs: [pathFor(rule, question.path)], verbs: [question.verb] };
  const { verb, group, name } = question;
  const named = rule.resourceNames ?? [];
  const names = isEmpty(named) ? {} : { resourceNames: isAnyName === true ? named : [name ?? ''] };
  return { apiGroups: [group], resources: [placeOf(question)], ...names, verbs: [verb] };
}

/** Who lists can watch and get the same objects; who patches can update them. Clients change from one to the other. */
function equals(verb: string): readonly string[] {
  if (verb === 'list' || verb === 'watch') return ['get', 'list', 'watch'];
  if (verb === 'patch' || verb === 'update') return ['patch', 'update'];
  return [];
}

const DISCOVERY = ['/api/', '/apis/', '/openapi/'];

/** As the rule writes it, unless it allows every path: then the path, those of discovery together. */
function pathFor({ nonResourceURLs = [] }: Rule, path: string): string {
  const written = nonResourceURLs.find((url) => !isEveryPath(url) && ruleAllows(pathRule(url), { verb: 'get', path }));
  if (written !== undefined) return written;
  const prefix = DISCOVERY.find((each) => path.startsWith(each));
  return prefix === undefined ? path : `${prefix}*`;
}

function pathRule(url: string): Rule {
  return { nonResourceURLs: [url], verbs: ['get'] };
}

/** What of some rights the rule gives: each right that it covers, alone. */
export function partsWithin(rule: Rule, rights: readonly Rule[]): readonly Rule[] {
  return rights.flatMap((right) =>
    covers([rule], [right]) ? [right] : singles(right).filter((one) => covers([rule], [one])),
  );
}

function singles({ verbs = [], apiGroups, resources, resourceNames, nonResourceURLs }: Rule): readonly Rule[] {
  const names = isEmpty(resourceNames) ? [undefined] : (resourceNames ?? []);
  return verbs.flatMap((verb) => [
    ...(nonResourceURLs ?? []).map((url) => ({ nonResourceURLs: [url], verbs: [verb] })),
    ...(apiGroups ?? []).flatMap((group) =>
      (resources ?? []).flatMap((resource) =>
        names.map((name) => ({
          apiGroups: [group],
          resources: [resource],
          ...(name === undefined ? {} : { resourceNames: [name] }),
          verbs: [verb],
        })),
      ),
    ),
  ]);
}
