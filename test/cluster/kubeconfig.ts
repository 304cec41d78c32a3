/** Kubeconfig files for a test cluster. JSON is YAML: kubectl reads it as well. */
export interface KubeconfigFacts {
  readonly server: string;
  /** PEM; absent for plain HTTP. */
  readonly ca?: string;
  readonly user: { readonly token: string } | { readonly cert: string; readonly key: string };
  readonly userName: string;
  readonly context: string;
  readonly namespace?: string;
}

export function kubeconfig(facts: KubeconfigFacts): string {
  const { user } = facts;
  const cluster = { server: facts.server, ...(facts.ca ? { 'certificate-authority-data': base64(facts.ca) } : {}) };
  const credentials =
    'token' in user
      ? { token: user.token }
      : { 'client-certificate-data': base64(user.cert), 'client-key-data': base64(user.key) };
  const context = {
    cluster: 'harden-test',
    user: facts.userName,
    ...(facts.namespace === undefined ? {} : { namespace: facts.namespace }),
  };
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'harden-test', cluster }],
    users: [{ name: facts.userName, user: credentials }],
    contexts: [{ name: facts.context, context }],
    'current-context': facts.context,
  };
  return `${JSON.stringify(config, null, 2)}\n`;
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
