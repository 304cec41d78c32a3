/** Audit events as the API server writes them, and what a reader makes of them. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { onTestFinished } from 'vitest';
import { readAuditLog } from '../../src/audit-log/index.ts';
import type { AuditLog } from '../../src/plugin-api/index.ts';

let counter = 0;

/** A request of the ServiceAccount shop/web to list pods, but for what is said. */
export function event(said: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  counter += 1;
  return {
    kind: 'Event',
    apiVersion: 'audit.k8s.io/v1',
    level: 'Metadata',
    auditID: `id-${counter}`,
    stage: 'ResponseComplete',
    requestURI: '/api/v1/namespaces/shop/pods?limit=500',
    verb: 'list',
    user: {
      username: 'system:serviceaccount:shop:web',
      uid: '1b',
      groups: ['system:serviceaccounts', 'system:serviceaccounts:shop', 'system:authenticated'],
      extra: { 'authentication.kubernetes.io/credential-id': ['JTI=1'] },
    },
    sourceIPs: ['10.0.0.7'],
    userAgent: 'web/1',
    objectRef: { resource: 'pods', namespace: 'shop', apiVersion: 'v1' },
    responseStatus: { metadata: {}, code: 200 },
    requestReceivedTimestamp: '2026-11-01T10:00:00.000000Z',
    stageTimestamp: '2026-11-01T10:00:00.001000Z',
    annotations: { 'authorization.k8s.io/decision': 'allow', 'authorization.k8s.io/reason': 'RBAC: allowed by "x"' },
    ...said,
  };
}

export const lines = (...events: readonly object[]) => `${events.map((each) => JSON.stringify(each)).join('\n')}\n`;

export const DENIED = { 'authorization.k8s.io/decision': 'forbid', 'authorization.k8s.io/reason': '' };

/** `size`: bytes that come at once. */
export function readBytes(bytes: Buffer | string, size = 1 << 20): Promise<AuditLog> {
  const all = Buffer.from(bytes);
  const chunks = Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
    all.subarray(index * size, (index + 1) * size),
  );
  return readAuditLog({
    sources: ['-'],
    stdin: () => Readable.from(chunks),
    signal: new AbortController().signal,
  });
}

export function readFiles(
  files: Readonly<Record<string, Buffer | string>>,
  given: readonly string[] = Object.keys(files),
) {
  const folder = mkdtempSync(join(tmpdir(), 'harden-audit-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
  return readAuditLog({
    sources: given.map((name) => join(folder, name)),
    stdin: () => Readable.from([]),
    signal: new AbortController().signal,
  });
}

/** `list pods in shop x2`, sorted, of all users. */
export function usesIn({ users }: AuditLog): readonly string[] {
  return users.flatMap(({ username, uses, paths }) => [
    ...uses.map(({ verb, group, resource, namespace = '', names, requests }) =>
      [
        username.replace('system:serviceaccount:', ''),
        verb,
        `${resource}${group === '' ? '' : `.${group}`}`,
        namespace,
        names.join(),
        requests,
      ].join(' '),
    ),
    ...paths.map(
      ({ verb, path, requests }) => `${username.replace('system:serviceaccount:', '')} ${verb} ${path} ${requests}`,
    ),
  ]);
}
