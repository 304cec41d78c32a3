import { expect, test } from 'vitest';
import { streamWithScans } from '../../src/image-scans/index.ts';
import type { SourceEvent, StreamOptions } from '../../src/model/ports.ts';
import type { KubeObject } from '../../src/plugin-api/index.ts';

const DIGEST = `sha256:${'2'.repeat(64)}`;
const POD = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'a', namespace: 'shop' },
  spec: {
    containers: [
      { name: 'a', image: 'shop/a:1' },
      { name: 'b', image: 'shop/b:1' },
    ],
  },
  status: { containerStatuses: [{ name: 'a', imageID: `docker.io/shop/a@${DIGEST}` }] },
} as unknown as KubeObject;
const JOB = {
  apiVersion: 'batch/v1',
  kind: 'CronJob',
  metadata: { name: 'c', namespace: 'shop' },
  spec: { jobTemplate: { spec: { template: { spec: { containers: [{ name: 'c', image: 'shop/c:1' }] } } } } },
} as unknown as KubeObject;

const EVENTS: readonly SourceEvent[] = [
  { type: 'evidence', evidence: { ImageScans: { coverage: { state: 'absent' } } } },
  { type: 'upsert', kind: 'Pod', items: [{ object: POD }] },
  { type: 'upsert', kind: 'CronJob', items: [{ object: JOB }] },
  { type: 'synced' },
];

async function streamed(options: Partial<StreamOptions>, rejects = false) {
  const wanted: unknown[] = [];
  const stream = streamWithScans(
    {
      async *stream() {
        yield* EVENTS;
      },
    },
    {
      scanner: 'trivy 0.70.1',
      now: () => 0,
      async scan(images) {
        wanted.push(...images);
        if (rejects) throw new Error('stopped');
        return { scans: [], unscanned: [{ image: 'shop/\u001b[2Jb', reason: 'it is not there' }] };
      },
    },
  );
  const all = { kinds: [], evidence: ['ImageScans'], namespaces: [], watch: false, ...options } as StreamOptions;
  const events: SourceEvent[] = [];
  for await (const event of stream(all, new AbortController().signal)) events.push(event);
  return { events, wanted };
}

test('builds that run are scanned, and what does not run by its name', async () => {
  const { events, wanted } = await streamed({});
  expect(wanted).toEqual([{ image: 'shop/a:1', digest: DIGEST }, { image: 'shop/b:1' }, { image: 'shop/c:1' }]);
  expect(events.map(({ type }) => type)).toEqual(['evidence', 'upsert', 'upsert', 'message', 'evidence', 'synced']);
  expect(events[0]).toMatchObject({ evidence: { ImageScans: { coverage: { state: 'syncing' } } } });
  expect(events[3]).toMatchObject({ level: 'warning', text: expect.stringContaining('it is not there') });
  expect(JSON.stringify(events[3])).not.toContain('\\u001b');
});

test('what is followed is there before the scan has ended', async () => {
  const { events } = await streamed({ watch: true });
  const types = events.map(({ type }) => type);
  expect(types).toEqual(['evidence', 'upsert', 'upsert', 'synced', 'message', 'evidence']);
});

test('nobody scans what no check asks for', async () => {
  const { events, wanted } = await streamed({ evidence: [] });
  expect({ events, wanted }).toEqual({ events: EVENTS, wanted: [] });
});

test('a scan that is stopped ends the reading', async () => {
  await expect(streamed({}, true)).rejects.toThrow('stopped');
});
