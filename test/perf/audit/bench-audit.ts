/** An audit log of some hundred megabytes: how fast one core reads it, and that memory does not grow with it. */
import { Readable } from 'node:stream';
import { readAuditLog } from '../../../src/audit-log/index.ts';
import { type Figure, megabytes, round } from '../report.ts';

const MEGABYTE = 1e6;
const SMALL = 64;
const LARGE = 384;
const LEAST_PER_SECOND = 60;
const GROWTH_MB = 32;

export async function benchAudit(print: (figure: Figure) => void): Promise<void> {
  // Before anything is measured the code is warm, and its own memory taken.
  await read(SMALL, 'metadata');
  for (const form of ['metadata', 'bodies'] as const) {
    const small = await read(SMALL, form);
    const large = await read(LARGE, form);
    const speed = large.bytes / MEGABYTE / large.cpuSeconds;
    print({
      name: `audit: log with ${form}, ${megabytes(large.bytes)}, one core`,
      value: `${round(speed)} MB/s, ${large.requests} requests`,
      goal: { is: LEAST_PER_SECOND / speed, atMost: 1, unit: `x of 1 s for ${LEAST_PER_SECOND} MB` },
    });
    const growth = (large.peak - small.peak) / MEGABYTE;
    print({
      name: `audit: memory for ${LARGE / SMALL} times as much`,
      value: `${round(growth)} MB more`,
      goal: { is: growth, atMost: GROWTH_MB, unit: ' MB' },
    });
  }
}

interface Measured {
  readonly bytes: number;
  readonly requests: number;
  readonly cpuSeconds: number;
  /** Highest use of memory that was seen. */
  readonly peak: number;
}

async function read(megabytesWanted: number, form: 'metadata' | 'bodies'): Promise<Measured> {
  const piece = Buffer.from(lines(form));
  const pieces = Math.ceil((megabytesWanted * MEGABYTE) / piece.length);
  let peak = 0;
  const chunks = function* () {
    for (let index = 0; index < pieces; index += 1) {
      if (index % 8 === 0) peak = Math.max(peak, process.memoryUsage().rss);
      yield piece;
    }
  };
  const began = process.cpuUsage();
  const { requests } = await readAuditLog({
    sources: ['-'],
    stdin: () => Readable.from(chunks()),
    signal: new AbortController().signal,
  });
  const { user, system } = process.cpuUsage(began);
  return { bytes: pieces * piece.length, requests, cpuSeconds: (user + system) / 1e6, peak };
}

const VERBS = ['get', 'list', 'watch', 'update', 'patch', 'create'];
const RESOURCES = ['pods', 'configmaps', 'leases', 'services', 'endpoints', 'secrets'];

/** About a megabyte of events of 60 accounts in 40 namespaces. */
function lines(form: 'metadata' | 'bodies'): string {
  const body =
    form === 'bodies' ? { data: Object.fromEntries(range(40, (key) => [`k${key}`, 'x'.repeat(100)])) } : undefined;
  return range(form === 'bodies' ? 100 : 900, (index) => `${JSON.stringify(event(index, body))}\n`).join('');
}

function event(index: number, body: object | undefined): object {
  const namespace = `ns-${index % 40}`;
  const name = `object-${index % 300}`;
  const resource = RESOURCES[(index * 7) % RESOURCES.length] ?? '';
  const time = new Date(Date.parse('2026-10-20T00:00:00Z') + index * 40_000).toISOString();
  return {
    ...{ kind: 'Event', apiVersion: 'audit.k8s.io/v1', level: 'Metadata', stage: 'ResponseComplete' },
    auditID: `0a1b2c3d-${index}-4e5f-8a9b-aabbccddeeff`,
    requestURI: `/api/v1/namespaces/${namespace}/${resource}/${name}?timeout=10s`,
    verb: VERBS[index % VERBS.length],
    user: {
      username: `system:serviceaccount:${namespace}:account-${index % 60}`,
      uid: '12345678-aaaa-bbbb-cccc-1234567890ab',
      groups: ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated'],
      extra: { 'authentication.kubernetes.io/pod-name': [`app-5d8c7b9f4-x2x${index % 9}`] },
    },
    sourceIPs: ['10.0.1.17'],
    userAgent: 'app/v1.29.3 (linux/amd64) kubernetes/9e64410',
    objectRef: { resource, namespace, name, apiVersion: 'v1' },
    responseStatus: { metadata: {}, code: 200 },
    ...(body === undefined ? {} : { requestObject: body, responseObject: body }),
    requestReceivedTimestamp: time,
    stageTimestamp: time,
    annotations: {
      'authorization.k8s.io/decision': 'allow',
      'authorization.k8s.io/reason': `RBAC: allowed by RoleBinding "app/${namespace}" of Role "app"`,
    },
  };
}

function range<T>(length: number, make: (index: number) => T): T[] {
  return Array.from({ length }, (_, index) => make(index));
}
