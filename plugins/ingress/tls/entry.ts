/** An entry of `spec.tls` for the hosts that have none, with the Secret that a person names. */
import { type Edit, type Json, nameSome, type Proposal, plan, type SubjectOf } from 'kubectl-harden/plugin-api';
import { EVERY_HOST, tlsEntries } from './hosts.ts';

export interface TlsInputs {
  readonly secretName?: string;
}

const DNS_NAME = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/;

export function checkSecretName(text: string): string | undefined {
  return text.length <= 253 && DNS_NAME.test(text)
    ? undefined
    : 'Write the name of a Secret: lower case letters, digits, "-" and ".", at most 253 characters.';
}

/** One change for all of them: two entries with the same Secret are refused by those who issue certificates. */
export function addEntry(
  { ref, object }: SubjectOf<'Ingress'>,
  lacking: readonly string[],
  { secretName }: TlsInputs,
): Proposal {
  const hosts = lacking.includes(EVERY_HOST) ? 'every host' : nameSome(lacking);
  if (secretName === undefined)
    return plan(`Which Secret holds a certificate for ${hosts} is not known: Secrets are not read.`, {
      needs: ['secretName'],
    });
  const path = ['spec', 'tls'];
  const same = tlsEntries(object).find((entry) => entry.secretName === secretName);
  const entry = {
    ...(lacking.includes(EVERY_HOST) ? {} : { hosts: [...(same?.hosts ?? []), ...lacking] }),
    secretName,
  };
  const edits: readonly Edit[] = [
    ...(same === undefined ? [] : [{ op: 'exclude', path, value: { ...same } as Json } as const]),
    { op: 'include', path, value: entry },
  ];
  const secret = `Secret ${ref.namespace === undefined ? '' : `${ref.namespace}/`}${secretName}`;
  return {
    readiness: 'review',
    reason: `Whether ${secret} is there, of type kubernetes.io/tls and with a certificate for ${hosts}, is not visible.`,
    changes: [{ op: 'edit', target: ref, edits }],
    caveats: [
      `Without ${secret}, or with a certificate for other names, clients of ${hosts} get the default certificate of the controller or no answer on port 443.`,
      `Many controllers then redirect http to https: clients of ${hosts} that do not follow stop working.`,
      'A controller that takes certificates from annotations or a store of its own may not look at the Secret.',
    ],
  };
}
