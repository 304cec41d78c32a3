import {
  count,
  defineCheck,
  type Evidence,
  may,
  notApplicable,
  objectName,
  type Proposal,
  pass,
  plan,
  platform,
  rbac,
  tables,
  unknown,
  type Violation,
} from 'kubectl-harden/plugin-api';
import {
  ACCOUNT_READS,
  accountOf,
  automountOf,
  hasNoAccount,
  receivers,
  writtenTokens,
} from '../automount-token/token.ts';
import { grantOf } from '../shared.ts';

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'rbac/powerful-sa-in-pod',
    title: 'A pod is no way to all rights',
    severity: 'critical',
    rationale:
      'Whoever takes over a container holds the token of its pod. Where the rights of that account lead on, to a pod with ' +
      'another account, to a token, to a binding, a fault in one program becomes the whole cluster in a few requests.',
    guidance:
      'Look at the steps: the first that the program does not need is the one to take away, most often by narrowing the role ' +
      'or by binding it in one namespace. `kubectl harden access ServiceAccount:NAMESPACE/NAME --paths` tells the steps of ' +
      'any account. A controller that needs such rights belongs into a namespace of its own, where nobody else may start ' +
      'or enter pods.',
    item: 'rbac',
    refs: [
      { framework: 'nsa-cisa', control: 'authentication-and-authorization' },
      { framework: 'owasp-k8s-2025', control: 'K02' },
      { framework: 'mitre-attack', control: 'T1078' },
      { framework: 'guide', control: 'A1' },
      { framework: 'guide', control: 'B2' },
    ],
    since: '0.1.0',
  },
  subject: 'Workload',
  reads: [...ACCOUNT_READS, may.fact(rbac.escalationPaths), may.fact(rbac.accountUsers)],
  tables: [tables.platformComponents],
  evaluate(workload, { view }) {
    if (hasNoAccount(workload)) return notApplicable('Pods of static manifests have no ServiceAccount.');
    const account = accountOf(workload);
    const known = view.derive(rbac.escalationPaths);
    const path = known.value.from(`ServiceAccount:${account.namespace}/${account.name}`);
    if (path === undefined)
      return known.isRead
        ? []
        : unknown(`Where its rights lead is not visible: ${known.coverage.reason ?? 'not read'}.`);
    const automount = automountOf(workload, account, view);
    if (automount.state === 'unread' && receivers(workload).length > 0)
      return unknown(`Whether its token is mounted is not visible: ${automount.reason}`);
    const hasToken = automount.state !== 'off' && receivers(workload).length > 0;
    if (!hasToken && writtenTokens(workload).length === 0) return pass('No token of its account is in its containers.');
    const isOfPlatform = platform.componentOf(workload, view.table(tables.platformComponents)) !== undefined;
    const isReserved = platform.isReservedNamespace(account.namespace);
    const target = path.target === 'node' ? 'a node' : 'all rights of the cluster';
    const name = objectName({ kind: 'ServiceAccount', ...account });
    const unproven = path.steps.find(
      ({ needsPod, to }) => needsPod === true && view.derive(rbac.accountUsers).value.of(refOf(to)).length === 0,
    );
    return [
      {
        message: `The token of ${name} leads to ${target} in ${count(path.steps, 'step')}.`,
        path: [...workload.podPath, 'serviceAccountName'],
        value: [account.namespace, account.name, ...path.steps.map(({ to, text }) => `${text} ${to}`)],
        ...severityOf(path, isOfPlatform || isReserved, unproven !== undefined),
        evidence: path.steps.map(evidenceOf),
        ...placeOf(path),
        proposal: proposalOf(path),
      },
    ];
  },
  remediation: {
    title: 'Narrow what the account may do',
    kind: 'guide',
    disruption: 'access',
  },
});

function severityOf(path: rbac.EscalationPath, isOfPlatform: boolean, isUnproven: boolean): Partial<Violation> {
  if (isOfPlatform) return { severity: 'medium', severityReason: 'lowered: it is a known component of the platform' };
  if (isUnproven)
    return { severity: 'high', severityReason: 'lowered: no pod runs today as the account that it would enter' };
  if (path.target === 'node')
    return { severity: 'high', severityReason: 'lowered: it leads to a node, not to all rights' };
  return {};
}

/** The grant that gives the first step: all pods with the account are decided there. */
function placeOf({ steps }: rbac.EscalationPath): Pick<Violation, 'place'> {
  const step = steps.find(({ via }) => via !== undefined);
  if (step?.via === undefined) return {};
  const { kind, name, namespace } = step.via.binding;
  const ref = { apiVersion: 'rbac.authorization.k8s.io/v1', kind, name, ...(namespace === null ? {} : { namespace }) };
  return { place: grantOf({ ref }, step.from, rbac.keyLabel(step.from)) };
}

function evidenceOf({ from, to, text, via, also = [] }: rbac.Step, index: number): Evidence {
  const becomes = /^(ServiceAccount|User|Group):/.test(to) ? `, and becomes ${rbac.keyLabel(to)}` : '';
  const by = via === undefined ? '' : ` (${[via, ...also].map(grantText).join('; ')})`;
  return { text: `${index + 1}. ${rbac.keyLabel(from)} ${text}${becomes}${by}.` };
}

function grantText({ binding, role }: NonNullable<rbac.Step['via']>): string {
  return `${objectName({ ...binding, namespace: binding.namespace ?? undefined })}, ${role.kind} ${role.name}`;
}

function proposalOf({ steps }: rbac.EscalationPath): Proposal {
  const [first] = steps;
  const through =
    first?.via === undefined ? '' : `: ${first.via.role.kind} ${first.via.role.name} gives the first step`;
  return plan(`Which of its rights the program uses is unknown, as no audit log was read${through}.`);
}

function refOf(account: string): rbac.AccountRef {
  const [namespace = '', name = ''] = account.replace('ServiceAccount:', '').split('/');
  return { namespace, name };
}
