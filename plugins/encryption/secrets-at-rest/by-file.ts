/** The encryption configuration, its keys and the flag are files of the control plane nodes, or settings of a provider. */
import type { controlPlane, Proposal } from 'kubectl-harden/plugin-api';

type Provider = controlPlane.Provider;

export function switchOn(provider: Provider | undefined): Proposal {
  return outOfReach('The encryption configuration, its key and the flag that names it are', provider);
}

export function changeProviders(provider: Provider | undefined): Proposal {
  return outOfReach(
    'The order of the providers and their keys stand in the encryption configuration, which is',
    provider,
  );
}

function outOfReach(what: string, provider: Provider | undefined): Proposal {
  const reason =
    provider === undefined
      ? `${what} on the control plane nodes, out of reach of the Kubernetes API.`
      : `${provider.name} keeps the setting in ${provider.home}, out of reach of the Kubernetes API.`;
  return { readiness: 'elsewhere', reason, changes: [] };
}

/** Of a configuration that is itself among the files that were read. */
export const IN_THIS_FILE: Proposal = {
  readiness: 'elsewhere',
  reason:
    'Another provider has to stand first for Secrets in this file, with a key that nobody but the API server reads.',
  changes: [],
};

/** Writing a Secret anew takes reading it first. */
export const REWRITE: Proposal = {
  readiness: 'elsewhere',
  reason:
    'Every Secret has to be read with its contents and written back as it is, by somebody who may see them all: ' +
    'the guidance has the command. No field changes.',
  changes: [],
  caveats: ['Backups and snapshots of etcd keep the Secrets of before, unencrypted.'],
};
