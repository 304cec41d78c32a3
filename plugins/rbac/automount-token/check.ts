import {
  defineCheck,
  type Evidence,
  fails,
  nameSome,
  notApplicable,
  pass,
  unknown,
  type Verdict,
  type Workload,
} from 'kubectl-harden/plugin-api';
import { TOKEN_EXAMPLE } from '../examples.ts';
import { RIGHTS_READS, rightsOf } from './rights.ts';
import {
  ACCOUNT_READS,
  type Automount,
  accountOf,
  automountOf,
  hasNoAccount,
  receivers,
  secretsAtTokenPath,
  writtenTokens,
} from './token.ts';
import { automatic, byVolume, evidenceOf } from './violations.ts';

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'rbac/automount-token',
    title: 'Pods get an API token only where it gives rights',
    severity: 'low',
    rationale:
      'By default every pod gets the token of its ServiceAccount. An attacker who takes over the pod can use that token ' +
      'against the API server: for discovery at once, and for every right that a binding gives to the account, to its ' +
      'namespace or to all accounts, now or later.',
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
  examples: [TOKEN_EXAMPLE],
  subject: 'Workload',
  reads: [...ACCOUNT_READS, ...RIGHTS_READS],
  evaluate(workload, { view }) {
    if (hasNoAccount(workload)) return notApplicable('Pods of static manifests have no ServiceAccount.');
    const account = accountOf(workload);
    const automount = automountOf(workload, account, view);
    const written = writtenTokens(workload);
    const isAutomatic = automount.state !== 'off' && receivers(workload).length > 0;
    if (!isAutomatic && written.length === 0) return passOf(workload, automount);
    const rights = rightsOf(account, view);
    if (rights.state === 'some') return pass(rights.evidence, rights.isAssumed ? 'inferred' : 'direct');
    const unread = [
      ...(isAutomatic && automount.state === 'unread' ? [{ text: automount.reason }] : []),
      ...(rights.state === 'unread' ? rights.evidence : []),
    ];
    if (unread.length > 0 || rights.state === 'unread') return unknown(unread);
    const isSeen = !(isAutomatic && automount.state === 'default' && automount.isPartial);
    const violations = [
      ...(isAutomatic && automount.state !== 'unread' ? [automatic(workload, automount, account, rights, isSeen)] : []),
      ...written.map((token) => byVolume(workload, token, account, rights)),
    ];
    return fails(violations, rights.isProven && isSeen);
  },
  remediation: {
    title: 'Leave the token out of the pods',
    kind: 'patch',
    disruption: 'rollout',
  },
});

/** No token was put into the pod that is known to be one. */
function passOf(workload: Workload, automount: Automount): Verdict {
  const said: Evidence =
    automount.state === 'off'
      ? evidenceOf(automount)
      : { text: 'Every container has a volume of its own where the token would be: it is written by hand.' };
  const secrets = secretsAtTokenPath(workload);
  if (secrets.length === 0) return pass(said);
  const text = `Mounted where programs look for the token: Secret ${nameSome(secrets)}. Whether a token is in it is not read.`;
  return pass([said, { text }], 'inferred');
}
