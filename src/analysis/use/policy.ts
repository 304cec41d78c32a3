/** Requests of which an audit policy lets no event exist: what is not recorded may be in use. */
import type { AuditPolicy, AuditRule } from '../../plugin-api/index.ts';
import { isEmpty } from '../lists.ts';
import type { Identity, Rule } from '../rbac/index.ts';

const API_VERBS = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'];
const STAGES = ['RequestReceived', 'ResponseStarted', 'ResponseComplete'];

/** What of a rule no event shows when these holders use it: in rules that the rule covers. */
export function hiddenPart(rule: Rule, holders: readonly Identity[], policy: AuditPolicy): readonly Rule[] {
  // Many holders are treated alike.
  const lists = new Map(
    holders.map((holder) => {
      const own = policy.rules.filter((each) => isAbout(each, holder));
      return [own.map((each) => policy.rules.indexOf(each)).join(), own] as const;
    }),
  );
  const found = [...lists.values()].flatMap((rules) => hiddenBy(rule, rules, policy));
  return [...new Map(found.map((part) => [JSON.stringify(part), part])).values()];
}

function isAbout({ users, userGroups }: AuditRule, { username, groups }: Identity): boolean {
  if (!isEmpty(users) && !users.includes(username)) return false;
  return isEmpty(userGroups) || userGroups.some((group) => groups.includes(group));
}

function hiddenBy(rule: Rule, rules: readonly AuditRule[], policy: AuditPolicy): readonly Rule[] {
  const verbs = (rule.verbs ?? []).flatMap((verb) => (verb === '*' ? API_VERBS : [verb]));
  const names = isEmpty(rule.resourceNames) ? {} : { resourceNames: rule.resourceNames ?? [] };
  return verbs.flatMap((verb) => [
    ...(rule.nonResourceURLs ?? [])
      .filter((url) => isPathHidden(verb, url, rules, policy))
      .map((url) => ({ nonResourceURLs: [url], verbs: [verb] })),
    ...(rule.apiGroups ?? []).flatMap((group) =>
      (rule.resources ?? [])
        .flatMap((resource) => hiddenResources({ verb, group, resource }, rules, policy))
        .map((at) => ({ apiGroups: [at.group], resources: [at.resource], ...names, verbs: [verb] })),
    ),
  ]);
}

interface At {
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
}

/** Of a wildcard what is hidden of it by name, or all of it. */
function hiddenResources(at: At, rules: readonly AuditRule[], policy: AuditPolicy): readonly At[] {
  if (at.group !== '*' && !at.resource.includes('*')) return isHidden(at, rules, policy) ? [at] : [];
  const named = rules
    .filter((rule) => isSilent(rule, policy))
    .flatMap(({ resources }) => resources)
    .flatMap(({ group, resources }) => resources.map((resource) => ({ verb: at.verb, group, resource })))
    .filter(({ group, resource }) => (at.group === '*' || at.group === group) && isWithin(at.resource, resource))
    .filter(({ resource }) => !resource.includes('*'));
  const whole = { ...at, group: at.group === '*' ? UNNAMED : at.group, resource: UNNAMED };
  if (isHidden(whole, rules, policy)) return [at];
  return named.filter((each) => isHidden(each, rules, policy));
}

/** Stands for every group and resource that no rule of the policy names. */
const UNNAMED = '\u0000';

function isWithin(wildcard: string, resource: string): boolean {
  return (
    wildcard === '*' || wildcard === resource || (wildcard.startsWith('*/') && resource.endsWith(wildcard.slice(1)))
  );
}

/** By the first rule that fits. One that fits some names or namespaces only hides those, and shows no others. */
function isHidden(at: At, rules: readonly AuditRule[], policy: AuditPolicy): boolean {
  for (const rule of rules) {
    if (!isEmpty(rule.verbs) && !rule.verbs.includes(at.verb)) continue;
    if (isEmpty(rule.resources) && !isEmpty(rule.nonResourceURLs)) continue;
    const fits = isEmpty(rule.resources) ? [{ resourceNames: [] }] : rule.resources.filter((each) => isNamed(each, at));
    if (fits.length === 0) continue;
    const isPart = !isEmpty(rule.namespaces) || fits.every(({ resourceNames }) => !isEmpty(resourceNames));
    if (isSilent(rule, policy)) return true;
    if (!isPart) return false;
  }
  // What no rule is about is not recorded.
  return true;
}

function isNamed({ group, resources }: AuditRule['resources'][number], at: At): boolean {
  if (group !== at.group && group !== '*') return false;
  return isEmpty(resources) || resources.some((each) => isResource(each, at.resource));
}

/** `pods` is none of its subresources, `pods/*` is all of them, `*` everything. */
function isResource(written: string, resource: string): boolean {
  if (written === '*' || written === resource) return true;
  const slash = resource.indexOf('/');
  if (slash < 0) return false;
  return written === `${resource.slice(0, slash)}/*` || written === `*${resource.slice(slash)}`;
}

function isPathHidden(verb: string, url: string, rules: readonly AuditRule[], policy: AuditPolicy): boolean {
  for (const rule of rules) {
    if (!isEmpty(rule.verbs) && !rule.verbs.includes(verb)) continue;
    if (!isEmpty(rule.resources) || !isEmpty(rule.namespaces)) continue;
    const urls = rule.nonResourceURLs;
    const isFit = isEmpty(urls) || urls.some((each) => overlaps(each, url));
    if (!isFit) continue;
    if (isSilent(rule, policy)) return true;
    if (isEmpty(urls) || urls.some((each) => each === '*' || each === url)) return false;
  }
  return true;
}

function overlaps(one: string, other: string): boolean {
  const [first, second] = [one.replace(/\*+$/, ''), other.replace(/\*+$/, '')];
  if (one.endsWith('*') && second.startsWith(first)) return true;
  return one === other || (other.endsWith('*') && first.startsWith(second));
}

/** Level None, or no stage that is written. */
function isSilent({ level, omitStages }: AuditRule, policy: AuditPolicy): boolean {
  const omitted = new Set([...omitStages, ...policy.omitStages]);
  return level === 'None' || STAGES.every((stage) => omitted.has(stage));
}
