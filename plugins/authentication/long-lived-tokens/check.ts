/** Tokens that no date ends: of service accounts in Secrets, and of nodes that join. */
import { defineCheck, fails, type KindMap, may, type Outcome, pass, plan, unknown } from 'kubectl-harden/plugin-api';
import { EXAMPLES } from './examples.ts';
import { accountOf, INVALID_SINCE, isBootstrapToken, LAST_USED } from './tokens.ts';

const DAY_MS = 86_400_000;

export default defineCheck({
  mode: 'automated',
  examples: EXAMPLES,
  meta: {
    id: 'authentication/long-lived-tokens',
    title: 'Tokens of service accounts and of joining nodes end',
    severity: 'medium',
    rationale:
      'A token in a Secret works until somebody deletes the Secret or the account. It is copied into CI, kubeconfigs and ' +
      'backups, and every copy is the account for good, from anywhere. A token for joining that does not end lets ' +
      'whoever found it bring a node of his own into the cluster, even years later.',
    guidance:
      'Give programs in the cluster the token that is mounted by itself, which is renewed each hour, and those outside a token ' +
      'that they ask for: `kubectl create token ACCOUNT --duration 1h`, or the identity of the cloud or CI in an ' +
      'AuthenticationConfiguration. Then try who misses the old one: `kubectl label secret NAME -n NAMESPACE ' +
      'kubernetes.io/legacy-token-invalid-since=DATE` makes the API server refuse it (Kubernetes 1.29 and later), and ' +
      'taking the label away lets it in again. Delete the Secret when nobody has missed it. Of joining: `kubeadm token ' +
      'delete ID`, and `kubeadm token create` for the next node, which ends after a day. No Secret is ever written or ' +
      'deleted from here.',
    item: 'authentication',
    refs: [
      { framework: 'cis-k8s', control: '3.1.2' },
      { framework: 'cis-k8s', control: '3.1.3' },
      { framework: 'nsa-cisa', control: 'authentication-and-authorization' },
      { framework: 'owasp-k8s-2025', control: 'K09' },
      { framework: 'mitre-attack', control: 'T1528' },
      { framework: 'guide', control: 'B2' },
    ],
    since: '0.1.0',
  },
  subject: 'Secret',
  applies: ({ object }) => accountOf(object) !== undefined || isBootstrapToken(object),
  reads: [may('Today')],
  evaluate({ object }, { view }) {
    const account = accountOf(object);
    return account === undefined ? judgeJoining(object) : judgeAccount(object, account, view.evidence('Today').value);
  },
  remediation: { title: 'Replace the token by one that ends', kind: 'guide', disruption: 'access' },
});

function judgeJoining({ keys }: KindMap['Secret']): Outcome {
  if (keys.includes('expiration')) return pass('Its key expiration says when it ends.');
  if (keys.length === 0) return unknown('Which keys it has is not told: nothing says whether it ends.');
  const reason = 'Whether a node is still to join with it is for an administrator to say; then it can be deleted.';
  const message = 'Nodes can join with this token for ever: it has no key expiration.';
  return [{ message, key: 'joining', proposal: plan(reason) }];
}

function judgeAccount(secret: KindMap['Secret'], account: string, today: string | undefined): Outcome {
  const { labels = {}, namespace } = secret.metadata;
  const invalid = labels[INVALID_SINCE];
  if (invalid !== undefined && invalid !== '')
    return pass(`The API server refuses its token: it is marked invalid since ${invalid}.`, 'inferred');
  if (secret.type === undefined && secret.keys.length === 0)
    return unknown('Which keys it has is not told: nothing says whether it holds a token.');
  const used = labels[LAST_USED];
  const violation = {
    message: `A token of ServiceAccount ${namespace}/${account} never ends. ${usedText(used, today)}`,
    key: 'account',
    value: account,
    proposal: plan(
      'Who uses it has to be given another token first: its owner knows, and the audit log names the users.',
      {
        caveats: ['What it held cannot be given back once the Secret is deleted.'],
      },
    ),
  };
  return fails([violation], secret.type !== undefined || secret.keys.includes('token'));
}

function usedText(used: string | undefined, today: string | undefined): string {
  if (used === undefined || Number.isNaN(Date.parse(used))) return 'No use of it is noted.';
  const days = today === undefined ? undefined : Math.floor((Date.parse(today) - Date.parse(used)) / DAY_MS);
  const ago =
    days === undefined || days < 0 ? '' : days === 0 ? ', today' : `, ${days} ${days === 1 ? 'day' : 'days'} ago`;
  return `It was last used on ${used.slice(0, 10)}${ago}.`;
}
