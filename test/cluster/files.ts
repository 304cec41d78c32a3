/** What the servers of a test cluster read from its folder. */
import { generateKeyPairSync } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { kubeconfig } from './kubeconfig.ts';
import { type Authority, createAuthority } from './pki.ts';
import { type Tokens, tokenFile } from './users.ts';

const AUDIT_EVERYTHING = { apiVersion: 'audit.k8s.io/v1', kind: 'Policy', rules: [{ level: 'Metadata' }] };

export interface FileOptions {
  readonly folder: string;
  readonly server: string;
  readonly tokens: Tokens;
  /** Audit policy as an object; absent: metadata of every request. */
  readonly auditPolicy?: object;
  /** AdmissionConfiguration as an object. */
  readonly admissionConfig?: object;
  /** EncryptionConfiguration as an object. */
  readonly encryptionConfig?: object;
}

/** The authority that signed the server's certificate and whose client certificates the server takes. */
export async function writeFiles(options: FileOptions): Promise<Authority> {
  const { folder, tokens } = options;
  const authority = createAuthority('harden-test-ca');
  const serving = authority.issue({
    commonName: 'kube-apiserver',
    hosts: ['127.0.0.1', 'localhost', '10.96.0.1', 'kubernetes.default.svc'],
  });
  const admin = kubeconfig({
    server: options.server,
    ca: authority.cert,
    userName: 'admin',
    user: { token: tokens.admin },
    context: 'harden-test',
  });
  const files: Record<string, string> = {
    'ca.crt': authority.cert,
    'server.crt': serving.cert,
    'server.key': serving.key,
    'service-account.key': serviceAccountKey(),
    'tokens.csv': tokenFile(tokens),
    'audit-policy.yaml': JSON.stringify(options.auditPolicy ?? AUDIT_EVERYTHING),
    kubeconfig: admin,
  };
  if (options.admissionConfig) files['admission.yaml'] = JSON.stringify(options.admissionConfig);
  if (options.encryptionConfig) files['encryption.yaml'] = JSON.stringify(options.encryptionConfig);
  await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(folder, name), text, { mode: 0o600 })));
  return authority;
}

function serviceAccountKey(): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
}
