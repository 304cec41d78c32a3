/** A webhook on the loopback that puts into pods what their annotation `hook` asks for. */
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { createAuthority } from '../../cluster/pki.ts';

interface Pod {
  readonly metadata?: { readonly annotations?: Readonly<Record<string, string>> };
}
interface Review {
  readonly request: { readonly uid: string; readonly dryRun?: boolean; readonly object: Pod };
}
type Operation = { readonly op: 'add'; readonly path: string; readonly value: unknown };

const CONFINED = {
  runAsNonRoot: true,
  runAsUser: 1000,
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  seccompProfile: { type: 'RuntimeDefault' },
};

/** What it is able to add, by the word that asks for it. */
const ADDED: Readonly<Record<string, readonly Operation[]>> = {
  confined: [sidecar(CONFINED)],
  'net-admin': [sidecar({ ...CONFINED, capabilities: { drop: ['ALL'], add: ['NET_ADMIN'] } })],
  privileged: [sidecar({ privileged: true })],
  root: [sidecar({ ...CONFINED, runAsNonRoot: false, runAsUser: 0 })],
  host: [{ op: 'add', path: '/spec/hostPID', value: true }],
  volume: [{ op: 'add', path: '/spec/volumes/-', value: { name: 'host', hostPath: { path: '/run' } } }],
};
export const HOOKS: readonly string[] = ['', ...Object.keys(ADDED)];

function sidecar(securityContext: object): Operation {
  return {
    op: 'add',
    path: '/spec/containers/-',
    value: { name: 'mesh', image: 'registry.example/mesh:1', securityContext },
  };
}

export interface Hook {
  readonly clientConfig: { readonly url: string; readonly caBundle: string };
  /** How many pods it has seen, by whether they were only tried. */
  readonly seen: { tried: number; made: number };
  close(): void;
}

export async function startHook(): Promise<Hook> {
  const authority = createAuthority('hook');
  const { cert, key } = authority.issue({ commonName: 'hook', hosts: ['127.0.0.1'] });
  const seen = { tried: 0, made: 0 };
  const server = createServer({ cert, key }, async (request, response) => {
    const { request: asked } = JSON.parse(await text(request)) as Review;
    if (asked.dryRun === true) seen.tried++;
    else seen.made++;
    const patch = ADDED[asked.object.metadata?.annotations?.hook ?? ''] ?? [];
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify({
        apiVersion: 'admission.k8s.io/v1',
        kind: 'AdmissionReview',
        response: {
          uid: asked.uid,
          allowed: true,
          patchType: 'JSONPatch',
          patch: Buffer.from(JSON.stringify(patch)).toString('base64'),
        },
      }),
    );
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    clientConfig: { url: `https://127.0.0.1:${port}/pods`, caBundle: Buffer.from(authority.cert).toString('base64') },
    seen,
    close: () => server.close(),
  };
}
