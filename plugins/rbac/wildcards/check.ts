import { defineCheck, objectName, pass, rbac, tables } from 'kubectl-harden/plugin-api';
import { CAPABILITY_CHECKS } from '../capability-groups.ts';
import { DEVELOPER_EXAMPLE } from '../examples.ts';
import { holdersOf } from '../holders.ts';
import { ownRules } from '../own-rules.ts';
import { ruleKey, ruleSetOf } from '../shared.ts';
import { opensNothing } from './connect.ts';
import { reachOf } from './reach.ts';
import { READS } from './reads.ts';
import { expansion } from './trim.ts';
import { weigh } from './weight.ts';

const NOTHING = {
  severity: 'low',
  severityReason: 'lowered: since 1.35 exec, attach and portforward need the verb create',
} as const;

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'rbac/wildcards',
    title: 'Roles name what they allow',
    severity: 'high',
    rationale:
      'A wildcard in verbs, resources or API groups allows what nobody thought of when the role was written: deleting whole ' +
      'collections, reading Secrets among "all resources", opening a shell through a subresource, and every resource ' +
      'that is installed later.',
    guidance:
      'Write down the resources and verbs that the holder really uses; an audit log shows them. Until it is known, ' +
      'replace the wildcard by what the API server serves today: nothing that works stops working, and nothing new is ' +
      'allowed by accident. Rules of an aggregated ClusterRole come from the ClusterRoles that its label selector ' +
      'finds: change those. A rule may keep a wildcard where a controller has to reach every resource, such as a backup or ' +
      'garbage collector: record that as a waiver.',
    item: 'rbac',
    refs: [
      { framework: 'cis-k8s', control: '5.1.3' },
      { framework: 'nsa-cisa', control: 'authentication-and-authorization' },
      { framework: 'owasp-k8s-2025', control: 'K02' },
      { framework: 'mitre-attack', control: 'T1078' },
      { framework: 'guide', control: 'B2' },
    ],
    since: '0.1.0',
  },
  examples: [DEVELOPER_EXAMPLE],
  subject: 'Role',
  reads: READS,
  tables: [tables.platformComponents],
  place: ruleSetOf,
  evaluate(subject, { view }) {
    const { ref, object } = subject;
    // What grants nothing is no power: `rbac/invalid-rules` tells it.
    const rules = rbac
      .validRules(subject.rules, object)
      .filter((rule) => reachOf(rule, object, view).some(rbac.hasWildcard) && !rbac.isShippedWildcard(object, rule));
    if (rules.length === 0) return [];
    const own = ownRules(object, rules, view);
    if (own.length === 0)
      return pass({ text: 'Its rules come from other ClusterRoles, which are judged themselves.', source: ref });
    const holders = holdersOf(subject, view);
    return own.map((rule) => ({
      message: `${objectName(ref)} allows ${reachOf(rule, object, view).map(rbac.describeRule).join('; ')}.`,
      path: ['rules'],
      key: ruleKey(rule),
      value: [ruleKey(rule), ...holders.names],
      ...(opensNothing(rule, view) ? NOTHING : weigh(rule, subject, holders, view)),
      evidence: [holders.evidence],
      ...(rbac.isFullWildcard(rule) ? { explains: CAPABILITY_CHECKS } : {}),
      proposal: expansion(rule, subject, view),
    }));
  },
  remediation: {
    title: 'Name the verbs and resources that are served today',
    kind: 'trim',
    disruption: 'access',
  },
});
