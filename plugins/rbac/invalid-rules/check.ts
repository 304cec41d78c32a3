/** Rules that read like power and grant nothing. */
import { count, defineCheck, objectName, rbac } from 'kubectl-harden/plugin-api';
import { ruleKey } from '../shared.ts';

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'rbac/invalid-rules',
    title: 'Rules grant what they say',
    severity: 'low',
    rationale:
      'A rule without a verb, an API group or a resource grants nothing, and the API server refuses the role that holds it; ' +
      'one with `apps/v1`, `pods/*` or `GET` it stores, and no request is ever like that. ' +
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
  reads: [],
  evaluate({ ref, object, rules }) {
    const found = rules.flatMap((rule) => {
      const problem = rbac.ruleProblem(rule, { isNamespaced: object.kind === 'Role' });
      return problem === undefined ? [] : [{ key: ruleKey(rule), problem, said: rbac.describeParts(rule) }];
    });
    const byKey = Map.groupBy(found, ({ key }) => key);
    return [...byKey].map(([key, [first, ...more]]) => ({
      message: `A rule of ${objectName(ref)} grants nothing: it ${first?.problem}. It says ${first?.said}.`,
      path: ['rules'],
      key,
      evidence: more.length === 0 ? [] : [{ text: `${count(more.length + 1, 'rule says', 'rules say')} the same.` }],
    }));
  },
});
