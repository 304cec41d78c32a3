/** Manifests with any node taken out or given another value: each is judged, skipped or an error with its place. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseAllDocuments, stringify } from 'yaml';
import { PLUGINS } from '../../../plugins/index.ts';
import { buildDecisions, createEngine } from '../../../src/engine/index.ts';
import { createInventory } from '../../../src/inventory/index.ts';
import type { Json, JsonObject } from '../../../src/plugin-api/index.ts';
import { openFiles } from '../../../src/sources/files/index.ts';
import { SEED } from '../../support/setup/seed.ts';
import { ALL, folder, SIGNAL } from './harness.ts';
import { lots } from './styled.ts';

const ROOT = join(import.meta.dirname, '../../..');
const CHECKS = PLUGINS.flatMap(({ checks }) => checks);

/** Values that nobody expects where they are put. */
const STRANGE: readonly Json[] = [
  null,
  '',
  'text',
  '{{ x }}',
  0,
  -1,
  1e300,
  true,
  [],
  [null],
  [[]],
  ['a', 'a'],
  {},
  { '': '' },
  { a: null },
  { name: 5 },
  '\u001b[31m',
  'a\nb',
  '__proto__',
];

/** Members that hand-written manifests seldom have and exports always. */
const EXPORTED: JsonObject = {
  ownerReferences: [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'r', uid: 'u', controller: true }],
  finalizers: ['example.com/hold'],
  annotations: { 'kubectl.kubernetes.io/last-applied-configuration': '{}' },
  labels: { app: 'a' },
  generateName: 'a-',
  deletionTimestamp: '2026-03-01T12:00:00Z',
  managedFields: [{ manager: 'helm', operation: 'Apply', fieldsType: 'FieldsV1', fieldsV1: {} }],
};

function seeds(): readonly JsonObject[] {
  const paths = globSync('plugins/*/*/fixtures/fail-*.yaml', { cwd: ROOT }).filter(
    (path) => !path.includes('.golden.'),
  );
  return paths.sort().flatMap((path) =>
    parseAllDocuments(readFileSync(join(ROOT, path), 'utf8')).flatMap((document) => {
      const value = document.toJS() as JsonObject | null;
      if (value === null || typeof value.kind !== 'string' || typeof value.apiVersion !== 'string') return [];
      return [{ ...value, metadata: { ...EXPORTED, ...(value.metadata as JsonObject | undefined) } }];
    }),
  );
}

type Lot = (sides: number) => number;

/** One node anywhere is taken out, doubled, renamed or given another value. */
function mutated(value: Json, lot: Lot): Json {
  const isHere = typeof value !== 'object' || value === null || lot(14) === 0;
  if (isHere) return STRANGE[lot(STRANGE.length)] ?? null;
  if (Array.isArray(value)) {
    const list: readonly Json[] = value;
    if (list.length === 0) return [STRANGE[lot(STRANGE.length)] ?? null];
    const at = lot(list.length);
    if (lot(6) === 0) return [...list, list[at] ?? null];
    if (lot(6) === 0) return list.toSpliced(at, 1);
    return list.with(at, mutated(list[at] ?? null, lot));
  }
  const every = Object.entries(value as JsonObject);
  // Most nodes are deep.
  const deep = every.filter(([, member]) => typeof member === 'object' && member !== null);
  const entries = deep.length > 0 && lot(8) > 0 ? deep : every;
  const entry = entries[lot(Math.max(1, entries.length))];
  if (entry === undefined) return { [`k${lot(9)}`]: STRANGE[lot(STRANGE.length)] ?? null };
  const [key, member] = entry;
  const { [key]: _, ...rest } = value as JsonObject;
  if (lot(16) === 0) return rest;
  if (lot(16) === 0) return { ...rest, [`${key}x`]: member };
  return { ...rest, [key]: mutated(member, lot) };
}

interface Outcome {
  /** Objects. */
  readonly judged: number;
  readonly told: readonly string[];
  readonly failed: readonly string[];
}

async function scanned(path: string): Promise<Outcome> {
  const { source } = openFiles({ paths: [path] });
  const inventory = createInventory();
  const engine = createEngine({ checks: CHECKS, inventory, sourceType: 'files', context: 'test' });
  const told: string[] = [];
  for await (const event of source.stream(ALL, SIGNAL)) {
    if (event.type === 'message') told.push(event.text.replaceAll(path, 'DIR'));
    engine.update(inventory.apply(event));
  }
  engine.evaluateAll();
  const checks = new Map(CHECKS.map((check) => [check.meta.id, check]));
  buildDecisions(engine.findings(), {
    sourceType: 'files',
    inventory,
    checks,
    itemNumber: () => 0,
    folds: () => false,
  });
  const failed = CHECKS.flatMap((check) => (check.mode === 'automated' ? engine.results(check) : []))
    .filter(({ status }) => status === 'error')
    .map(({ check, evidence }) => `${check.meta.id}: ${evidence[0]?.text ?? ''}`);
  return { judged: inventory.count(), told, failed };
}

const PLACED = /^DIR\/(\d+)\.(?:yaml|json): (?:document \d+, line (\d+): |it is )/;
const PER_FOLDER = 100;
const ROUNDS = 12;

test('whatever is done to manifests, nothing fails, and what is not judged is told with its place', async () => {
  const from = seeds();
  let all = 0;
  const lot = lots(SEED);
  for (let round = 0; round < ROUNDS; round++) {
    const texts = Array.from({ length: PER_FOLDER }, () => {
      let value: Json = from[lot(from.length)] ?? {};
      for (let times = 1 + lot(2); times > 0; times--) value = mutated(value, lot);
      return lot(4) === 0
        ? { ext: 'json', text: JSON.stringify(value, null, 1) }
        : { ext: 'yaml', text: stringify(value) };
    });
    const files = Object.fromEntries(texts.map(({ ext, text }, at) => [`${at}.${ext}`, text]));
    const { judged, told, failed } = await scanned(folder(files));
    expect(failed).toEqual([]);
    all += judged;
    for (const message of told) {
      if (!message.startsWith('DIR/')) continue;
      const [, file = '', line = '1'] = PLACED.exec(message) ?? [];
      const lines = texts[Number(file)]?.text.split('\n').length ?? 0;
      expect(file, message).not.toBe('');
      expect(Number(line), message).toBeLessThanOrEqual(lines);
      expect(message).not.toMatch(/undefined|\[object|is not a function|Cannot read/);
    }
  }
  expect(all).toBeGreaterThan((ROUNDS * PER_FOLDER) / 10);
}, 120_000);
