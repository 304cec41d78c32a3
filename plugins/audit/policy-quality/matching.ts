/** Which rule decides for a request: the first that fits, as `apiserver/pkg/audit/policy` matches. */
import type { AuditPolicy, AuditRule } from 'kubectl-harden/plugin-api';

export interface Asked {
  readonly group: string;
  readonly verb: string;
  /** `pods/exec`: with its subresource. */
  readonly resource: string;
}

export interface Who {
  /** For people, in a sentence. */
  readonly name: string;
  readonly user: string;
  readonly groups: readonly string[];
}

/** Intruders are people with a credential, administrators, and programs. */
export const PEOPLE: readonly Who[] = [
  { name: 'people', user: 'jane', groups: ['system:authenticated'] },
  { name: 'administrators', user: 'admin', groups: ['system:masters', 'system:authenticated'] },
  {
    name: 'service accounts',
    user: 'system:serviceaccount:shop:web',
    groups: ['system:serviceaccounts', 'system:serviceaccounts:shop', 'system:authenticated'],
  },
];

/** `undefined`: none fits, so that nothing is recorded. */
export function firstFor({ rules }: AuditPolicy, asked: Asked, who: Who): AuditRule | undefined {
  return rules.find((rule) => fits(rule, asked, who));
}

function fits(rule: AuditRule, asked: Asked, who: Who): boolean {
  const { users, userGroups, verbs, namespaces, resources, nonResourceURLs } = rule;
  if (users.length > 0 && !users.includes(who.user)) return false;
  if (userGroups.length > 0 && !userGroups.some((group) => who.groups.includes(group))) return false;
  if (verbs.length > 0 && !verbs.includes(asked.verb)) return false;
  if (namespaces.length > 0 && !fitsNamespace(rule, asked)) return false;
  if (resources.length === 0) return namespaces.length > 0 || nonResourceURLs.length === 0;
  return fitsResource(rule, asked);
}

/** The empty name is that of what belongs to the cluster. Of one namespace: others come to another rule, and what is recorded least counts. */
function fitsNamespace({ level, namespaces }: AuditRule, asked: Asked): boolean {
  if (isOfCluster(asked)) return namespaces.includes('');
  return level === 'None' && namespaces.some((name) => name !== '');
}

const OF_CLUSTER = /^(nodes|clusterrole|tokenreviews|validating|mutating)/;

function isOfCluster({ resource }: Asked): boolean {
  return OF_CLUSTER.test(resource);
}

/** Rules for single objects by their names decide of no others. */
function fitsResource({ resources }: AuditRule, asked: Asked): boolean {
  if (resources.length === 0) return true;
  return resources.some(({ group, resources: names, resourceNames }) => {
    if (group !== asked.group && group !== '*') return false;
    if (resourceNames.length > 0) return false;
    return names.length === 0 || names.some((name) => fitsName(name, asked.resource));
  });
}

/** `pods` alone does not cover its subresources; `pods/*` covers it and them, and `*` everything. */
function fitsName(name: string, resource: string): boolean {
  if (name === '*' || name === resource) return true;
  const [base = '', sub] = resource.split('/');
  return name === `${base}/*` || (sub !== undefined && name === `*/${sub}`);
}
