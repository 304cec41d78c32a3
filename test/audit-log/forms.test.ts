import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { event, lines, readBytes, readFiles, usesIn } from './support.ts';

const LIST = event();
const WATCH = event({ verb: 'watch', user: { username: 'bob', groups: ['a'] } });
const USES = ['bob watch pods shop  1', 'shop:web list pods shop  1'];
const text = (value: unknown) => JSON.stringify(value);

const FORMS: Readonly<Record<string, string>> = {
  'JSON lines': lines(LIST, WATCH),
  'JSON lines without an end of line': lines(LIST, WATCH).trimEnd(),
  'JSON lines of Windows': lines(LIST, WATCH).replaceAll('\n', '\r\n'),
  'an array': text([LIST, WATCH]),
  'an array over many lines': JSON.stringify([LIST, WATCH], null, 2),
  'an array, one event a line': `[\n${text(LIST)},\n${text(WATCH)}\n]\n`,
  'an EventList': text({ kind: 'EventList', apiVersion: 'audit.k8s.io/v1', metadata: {}, items: [LIST, WATCH] }),
  'an EventList whose items come first': text({ items: [LIST, WATCH], kind: 'EventList', metadata: {} }),
  'an EventList over many lines': JSON.stringify({ kind: 'EventList', metadata: {}, items: [LIST, WATCH] }, null, '\t'),
  'EventLists, one a line': lines({ kind: 'EventList', items: [LIST] }, { kind: 'EventList', items: [WATCH] }),
  'events over many lines, one after the other': `${JSON.stringify(LIST, null, 2)}\n${JSON.stringify(WATCH, null, 2)}\n`,
  'EKS: messages as objects': lines({ '@timestamp': '1', '@message': LIST }, { '@timestamp': '2', '@message': WATCH }),
  'EKS: messages as text': text([{ '@message': text(LIST) }, { '@message': text(WATCH) }]),
  'EKS: an export to a bucket': `2026-11-01T10:00:00.000Z ${text(LIST)}\n2026-11-01T10:00:01.000Z ${text(WATCH)}\n`,
  'EKS: filter-log-events': JSON.stringify(
    { events: [LIST, WATCH].map((each) => ({ logStreamName: 'kube-apiserver-audit-1', message: text(each) })) },
    null,
    4,
  ),
  'EKS: a subscription': `${text({ messageType: 'DATA_MESSAGE', logEvents: [{ id: '1', message: text(LIST) }] })}${text({ messageType: 'DATA_MESSAGE', logEvents: [{ id: '2', message: text(WATCH) }] })}`,
  'EKS: a query': text({
    results: [LIST, WATCH].map((each) => [
      { field: '@timestamp', value: '1' },
      { field: '@message', value: text(each) },
    ]),
    status: 'Complete',
  }),
  'AKS: a diagnostic setting': text({
    records: [LIST, WATCH].map((each) => ({
      category: 'kube-audit',
      properties: { log: `${text(each)}\n`, pod: 'a' },
    })),
  }),
  'AKS: a storage account': lines(
    ...[LIST, WATCH].map((each) => ({ category: 'kube-audit', properties: { log: text(each) } })),
  ),
  'AKS: a table of diagnostics': text([LIST, WATCH].map((each) => ({ Category: 'kube-audit', log_s: text(each) }))),
  'AKS: a table of its own': text({
    value: [LIST, WATCH].map((each) => ({
      TenantId: 't',
      AuditId: each.auditID,
      Stage: each.stage,
      Level: each.level,
      Verb: each.verb,
      RequestUri: each.requestURI,
      RequestReceivedTime: each.requestReceivedTimestamp,
      User: text(each.user),
      ObjectRef: text(each.objectRef),
      ResponseStatus: text(each.responseStatus),
      Annotations: text(each.annotations),
    })),
  }),
  'a container runtime': `2026-11-01T10:00:00Z stdout F ${text(LIST)}\n2026-11-01T10:00:00Z stdout F ${text(WATCH)}\n`,
  'a log shipper': lines({ log: text(LIST), stream: 'stdout' }, { log: text(WATCH), stream: 'stdout' }),
  'a search index': text({ hits: 2, results: [{ _source: LIST }, { _source: WATCH }] }),
};

test.each(Object.entries(FORMS))('%s are read, however the bytes come', async (_, bytes) => {
  for (const size of [bytes.length, 1000, 7, 1]) expect(usesIn(await readBytes(bytes, size))).toEqual(USES);
  const { damaged, foreign } = await readBytes(bytes);
  expect({ damaged, foreign }).toEqual({
    damaged: 0,
    foreign: bytes.includes('@timestamp') && bytes.includes('field') ? 2 : 0,
  });
  expect(usesIn(await readFiles({ 'audit.log.gz': gzipSync(bytes) }))).toEqual(USES);
});

test('rotations, packed or not, are read as one log, and a folder is all files in it', async () => {
  const files = { 'audit-1.log.gz': gzipSync(lines(LIST)), 'audit.log': lines(WATCH) };
  expect(usesIn(await readFiles(files))).toEqual(USES);
  const log = await readFiles(files, ['.']);
  expect(usesIn(log)).toEqual(USES);
  expect(log.files).toBe(2);
});

test('packed files in a row, and one that ends too early, are read as far as they go', async () => {
  const both = Buffer.concat([gzipSync(lines(LIST)), gzipSync(lines(WATCH))]);
  expect(usesIn(await readBytes(both))).toEqual(USES);
  const log = await readFiles({ 'a.gz': gzipSync(lines(LIST)), 'b.gz': gzipSync(lines(WATCH)).subarray(0, 40) });
  expect(usesIn(log)).toEqual(USES.slice(1));
  expect(log.damaged).toBeGreaterThan(0);
});

test('a line that is cut off is counted, and the lines around it are read', async () => {
  const broken = text(event({ verb: 'delete' })).slice(0, 200);
  const log = await readBytes(`${text(event()).slice(300)}\n${text(LIST)}\n${broken}\n${text(WATCH)}\n${broken}`);
  expect(usesIn(log)).toEqual(USES);
  expect(log.damaged).toBe(3);
});

test('records of others are counted and told', async () => {
  const google = { protoPayload: { methodName: 'io.k8s.core.v1.pods.list' }, resource: {} };
  expect(await readBytes(lines(google, LIST))).toMatchObject({ events: 1, foreign: 1, damaged: 0 });
  expect(await readBytes('')).toMatchObject({ events: 0, from: '', to: '', users: [] });
});

test('no bytes, however broken, end the reading', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(2000), fc.nat(255), fc.integer({ min: 1, max: 99 }), async (at, byte, size) => {
      const bytes = Buffer.from(lines(LIST, WATCH, LIST));
      bytes[at % bytes.length] = byte;
      const log = await readBytes(bytes, size);
      expect(log.events + log.damaged + log.foreign).toBeGreaterThan(0);
    }),
    { numRuns: 200 },
  );
});
