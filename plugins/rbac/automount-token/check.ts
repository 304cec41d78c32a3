import {
  defineCheck,
  type Evidence,
  fails,
  notApplicable,
  pass,
  unknown,
  type Violation,
} from 'kubectl-harden/plugin-api';
import { withoutToken } from './removal.ts';
import { RIGHTS_READS, type Rights, rightsOf } from './rights.ts';
import {
  ACCOUNT_READS,
  type Automount,
  accountName,
  accountOf,
  automountOf,
  hasNoAccount,
  receivers,
} from './token.ts';

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'rbac/automount-token',
    title: 'Pods get an API token only where it gives rights',
    severity: 'low',
    rationale:
      'Every pod gets the token of its ServiceAccount unless somebody says otherwise. Whoever breaks into the pod then ' +
      'talks to the API server under that name: today to find out what is served, tomorrow with every right that a ' +
      'binding gives to the account, to its namespace or to all accounts.',
    guidance:
      'Set `automountServiceAccountToken: false` in the pod template, or in the ServiceAccount for all its pods; the pod ' +
      'has the last word. Give workloads that call the API an account of their own and leave `default` without rights. ' +
      'A program that shows a token to others, such as Vault, needs a projected volume with an audience and a lifetime.',
    item: 'rbac',
    refs: [
      { framework: 'cis-k8s', control: '5.1.5' },
      { framework: 'cis-k8s', control: '5.1.6' },
      { framework: 'nsa-cisa', control: 'authentication-and-authorization' },
      { framework: 'owasp-k8s-2025', control: 'K02' },
      { framework: 'mitre-attack', control: 'T1528' },
      { framework: 'guide', control: 'A1' },
    ],
    since: '0.1.0',
  },
  subject: 'Workload',
  reads: [...ACCOUNT_READS, ...RIGHTS_READS],
  evaluate(workload, { view }) {
    if (hasNoAccount(workload)) return notApplicable('Pods of static manifests have no ServiceAccount.');
    const account = accountOf(workload);
    const automount = automountOf(workload, account, view);
    if (automount.state === 'off') return pass(evidenceOf(automount));
    if (receivers(workload).length === 0)
      return pass('Every container has a volume of its own where the token would be: it is written by hand.');
    const rights = rightsOf(account, view);
    if (rights.state === 'some') return pass(rights.evidence, rights.isAssumed ? 'inferred' : 'direct');
    const unread = [
      ...(automount.state === 'unread' ? [{ text: automount.reason }] : []),
      ...(rights.state === 'unread' ? rights.evidence : []),
    ];
    if (automount.state === 'unread' || rights.state === 'unread') return unknown(unread);
    const isSeen = !(automount.state === 'default' && automount.isPartial);
    const violation: Violation = {
      message: `The token of ${accountName(account)} is mounted, and no binding gives rights to it.`,
      path: [...workload.podPath, 'automountServiceAccountToken'],
      value: `${account.namespace}/${account.name}`,
      evidence: [evidenceOf(automount), ...(rights.ofEverybody === undefined ? [] : [rights.ofEverybody])],
      ...severityOf(rights),
      proposal: withoutToken(workload, rights, isSeen),
    };
    return fails([violation], rights.isProven && isSeen);
  },
  remediation: {
    title: 'Leave the token out of the pods',
    kind: 'patch',
    disruption: 'rollout',
  },
});

function evidenceOf(automount: Exclude<Automount, { readonly state: 'unread' }>): Evidence {
  if (automount.state === 'default')
    return {
      text: automount.isPartial
        ? 'The pod does not set automountServiceAccountToken, and its account is not among what was read.'
        : 'Neither the pod nor its account sets automountServiceAccountToken.',
    };
  const { state, by, source } = automount;
  const text = `automountServiceAccountToken is ${state === 'on'} in ${by}.`;
  return { text, ...(source === undefined ? {} : { source }) };
}

function severityOf({ ofEverybody }: Extract<Rights, { readonly state: 'none' }>): Partial<Violation> {
  return ofEverybody === undefined
    ? {}
    : { severity: 'medium', severityReason: 'raised: everybody who logs in may do more than Kubernetes ships' };
}
