import {
  count,
  defineCheck,
  may,
  nameSome,
  notApplicable,
  objectName,
  pass,
  rbac,
  type Settings,
  unknown,
  use,
} from 'kubectl-harden/plugin-api';
import { DOUBT_READS, doubtsOfLog, settled, USE_SETTINGS, type UseSettings } from '../log-doubts.ts';
import { ruleKey } from '../shared.ts';
import { changesOf, doubtsOfSplit, splitBy } from './split.ts';

const SETTINGS: Settings<UseSettings & { readonly namespaces: number }> = {
  ...USE_SETTINGS,
  namespaces: { describe: 'In so many namespaces a binding may be used and still be split.', default: 5 },
};

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'rbac/cluster-scope-could-be-namespaced',
    title: 'Cluster-wide rights are used cluster-wide',
    severity: 'medium',
    rationale:
      'A ClusterRoleBinding grants its rights in every namespace, those that come later and kube-system among them. Many ' +
      'are used in one or two.',
    guidance:
      'See in an audit log in which namespaces an account acts (`--audit-log FILE`). Where they are few, bind the same ' +
      'ClusterRole by a RoleBinding in each of them, try the account, and delete the ClusterRoleBinding.',
    item: 'rbac',
    refs: [
      { framework: 'nsa-cisa', control: 'authentication-and-authorization' },
      { framework: 'owasp-k8s-2025', control: 'K02' },
      { framework: 'guide', control: 'A1' },
      { framework: 'guide', control: 'B2' },
    ],
    since: '0.1.0',
  },
  subject: 'Binding',
  reads: [may('ClusterRole'), ...DOUBT_READS, may('Namespace')],
  settings: SETTINGS,
  evidenceFirst: 'AuditLog',
  question: {
    question: 'Was it looked up, by an audit log, in which namespaces cluster-wide bindings are used?',
    evidence: [
      'The ClusterRoleBindings that were looked at, with the namespaces in which their subjects act.',
      'Those that were replaced by RoleBindings.',
    ],
    validDays: 180,
  },
  applies: ({ object, isProtected }) => object.kind === 'ClusterRoleBinding' && !isProtected,
  evaluate(subject, { view, settings }) {
    const { ref, object } = subject;
    const given = view.evidence('AuditLog');
    const log = given.value;
    if (log === undefined) return unknown(`Audit log: ${given.coverage.reason ?? given.coverage.state}.`);
    const role = view.get('ClusterRole', object.roleRef.name);
    if (role.value === undefined)
      return role.isWhole
        ? notApplicable('Its role does not exist.')
        : unknown(`ClusterRole ${object.roleRef.name} could not be read.`);
    const rules = rbac.validRules(role.value.rules ?? [], role.value);
    const split = splitBy(subject, { rules, log, most: settings.namespaces });
    const there = new Set(view.own('Namespace').value.map(({ metadata }) => metadata.name));
    const moved = split.moved.flatMap((each) => {
      const namespaces = each.namespaces.filter((name) => !view.own('Namespace').isWhole || there.has(name));
      return namespaces.length === 0 ? [] : [{ ...each, namespaces }];
    });
    const span = use.spanOf(log);
    if (moved.length === 0)
      return pass({ text: `In ${span} of audit log nobody in it used it in a few namespaces only.`, source: ref });
    const names = moved.map(({ subject: each }) => rbac.subjectLabel(each));
    const namespaces = [...new Set(moved.flatMap((each) => each.namespaces))].sort();
    const isAll = split.isWhole && moved.length === split.moved.length;
    return [
      {
        message: `${objectName(ref)} grants in all namespaces what ${nameSome(names)} used in ${count(namespaces, 'namespace')} only: ${nameSome(namespaces)}.`,
        path: ['subjects'],
        value: [...rules.map(ruleKey).sort(), ...names, ...namespaces],
        evidence: [
          {
            text: `Audit log of ${span}, ${log.from.slice(0, 10)} to ${log.to.slice(0, 10)}.`,
            source: log.sources.join(', '),
          },
        ],
        proposal: settled(
          [
            ...doubtsOfLog(log, view, settings),
            ...doubtsOfSplit(subject, rules, log, view.evidence('AuditPolicy').value),
          ],
          {
            reason: `Every request of ${span} of audit log that it allows was made in ${count(namespaces, 'namespace')}.`,
            changes: changesOf(subject, { moved, isWhole: isAll }),
            caveats: ['In namespaces that come later its holders are granted nothing.'],
          },
        ),
      },
    ];
  },
  remediation: { title: 'Bind the role where it is used', kind: 'trim', disruption: 'access' },
});
