/** Rules that read like power and grant nothing. */
import { count, defineCheck, may, objectName } from 'kubectl-harden/plugin-api';
import { ruleKey } from '../shared.ts';
import { emptyGrant, unknownScopes } from './empty-grant.ts';

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'rbac/invalid-rules',
    title: 'Rules grant what they say',
    severity: 'low',
    rationale:
      'A rule without a verb, an API group or a resource grants nothing, and the API server refuses the role that holds it; ' +
      'one with `apps/v1`, `pods/*` or `GET` it stores, and no request is ever like that. A Role that names nodes or ' +
      'ClusterRoles it stores as well: they belong to no namespace, so that only a ClusterRoleBinding can grant them. ' +
      'Whoever reviews the manifest reads a right that is not there, and whoever needs the right does not get it.',
    guidance:
      'Name the verbs, API groups and resources that are meant, as requests have them: `get`, `apps`, `pods/log`; the core ' +
      'group is written `""`. Paths belong in a rule of ' +
      'their own, in a ClusterRole. Take out what is not needed.',
    item: 'rbac',
    refs: [
      { framework: 'nsa-cisa', control: 'authentication-and-authorization' },
      { framework: 'owasp-k8s-2025', control: 'K02' },
      { framework: 'guide', control: 'A1' },
    ],
    since: '0.1.0',
  },
  subject: 'Role',
  reads: [may('Discovery')],
  evaluate({ ref, object, rules }, { view }) {
    const discovery = view.evidence('Discovery');
    const isNamespaced = object.kind === 'Role';
    const found = rules.flatMap((rule) => {
      const problem = emptyGrant(rule, { isNamespaced, discovery: discovery.value });
      return problem === undefined ? [] : [{ key: ruleKey(rule), problem }];
    });
    const byKey = Map.groupBy(found, ({ key }) => key);
    if (byKey.size === 0 && isNamespaced) return unknownScopes(rules, discovery);
    return [...byKey].map(([key, [first, ...more]]) => ({
      message: `A rule of ${objectName(ref)} grants nothing${first?.problem}`,
      path: ['rules'],
      key,
      evidence: more.length === 0 ? [] : [{ text: `${count(more.length + 1, 'rule says', 'rules say')} the same.` }],
    }));
  },
});
