/** Secrets that nothing here refers to. */
import { defineCheck, inferred, type KindMap, may, pass, plan, unknown } from 'kubectl-harden/plugin-api';
import { secretsOfAccounts, secretsOfIngresses, secretsOfTemplates, secretsOfWorkloads } from './references.ts';

/** Read by something that does not name them: the token controller, Helm, joining nodes. */
function isReadByItself({ metadata, type }: KindMap['Secret']): boolean {
  const isToken = metadata.annotations?.['kubernetes.io/service-account.name'] !== undefined;
  return (
    isToken ||
    metadata.name.startsWith('sh.helm.release.v1.') ||
    metadata.name.startsWith('bootstrap-token-') ||
    type === 'bootstrap.kubernetes.io/token' ||
    metadata.ownerReferences !== undefined
  );
}

const LOOKUPS = [secretsOfWorkloads, secretsOfTemplates, secretsOfAccounts, secretsOfIngresses] as const;

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'secrets/unused',
    title: 'Secrets are used by something',
    severity: 'info',
    rationale:
      'A Secret that nobody uses is a credential that nobody misses: it stays valid, is rotated by nobody, and is read by ' +
      'whoever reads the namespace.',
    guidance:
      'Ask the owner, then revoke the credential where it was issued and delete the Secret. What custom resources or programs ' +
      'read through the API is not seen here: look for its name in their configuration first. It is never deleted ' +
      'automatically: its values cannot be given back.',
    item: 'secrets',
    refs: [
      { framework: 'owasp-k8s-2025', control: 'K03' },
      { framework: 'mitre-attack', control: 'T1552.007' },
      { framework: 'guide', control: 'A9' },
    ],
    since: '0.1.0',
  },
  subject: 'Secret',
  applies: ({ object }) => !isReadByItself(object),
  reads: [
    may.fact(secretsOfWorkloads),
    may.fact(secretsOfTemplates),
    may.fact(secretsOfAccounts),
    may.fact(secretsOfIngresses),
  ],
  evaluate({ object: { metadata } }, { view }) {
    const key = `${metadata.namespace}/${metadata.name}`;
    const seen = LOOKUPS.map((lookup) => view.derive(lookup));
    const users = seen.reduce((sum, { value }) => sum + value.at(key).length, 0);
    if (users > 0) return pass(`${users} ${users === 1 ? 'object refers' : 'objects refer'} to it.`);
    const unread = seen.find(({ isWhole }) => !isWhole);
    if (unread !== undefined) return unknown(unread.coverage.reason ?? 'Not everything that may refer to it is seen.');
    return inferred([
      {
        message: 'No pod, template, ServiceAccount or Ingress refers to it.',
        key: 'unused',
        proposal: plan('What custom resources or programs read through the API is not seen here: ask its owner.'),
      },
    ]);
  },
  remediation: { title: 'Revoke what nobody uses', kind: 'guide', disruption: 'none' },
});
