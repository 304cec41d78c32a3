/** The metrics as Prometheus itself reads them: in OpenMetrics, and in the older text format. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { goBuild } from '../cluster/go.ts';
import { cacheFolder } from '../cluster/paths.ts';
import { scanInAll, writeHostileTree } from '../support/all-formats.ts';
import { createHome } from '../support/program.ts';

const MODULE = join(import.meta.dirname, 'openmetrics');
const home = createHome();
let reader: string;
beforeAll(async () => {
  reader = await built();
}, 900_000);
afterAll(() => home.remove());

/** Once for each state of the module. */
async function built(): Promise<string> {
  const hash = createHash('sha256');
  for (const name of ['go.mod', 'go.sum', 'main.go']) hash.update(readFileSync(join(MODULE, name)));
  const folder = join(cacheFolder(), `openmetrics-${hash.digest('hex').slice(0, 16)}`);
  const output = join(folder, 'openmetrics');
  if (existsSync(output)) return output;
  mkdirSync(folder, { recursive: true });
  await goBuild(
    { module: MODULE, pkg: '.', output: `${output}.new`, flags: [], title: 'reader of OpenMetrics' },
    (line) => process.stderr.write(`${line}\n`),
  );
  renameSync(`${output}.new`, output);
  return output;
}

/** Series with their values. */
function read(text: string): ReadonlyMap<string, number> {
  const { status, stdout, stderr } = spawnSync(reader, { input: text, encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
  const rows = stdout
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t'));
  const series = new Map(rows.map(([name = '', value]) => [name, Number(value)]));
  expect(series.size, 'each series stands once').toBe(rows.length);
  return series;
}

test('the metrics of the sample and of hostile names are read, and add up to the findings', async () => {
  writeHostileTree(join(home.folder, 'hostile'));
  for (const args of [['--sample'], ['-f', 'hostile']]) {
    const { texts } = await scanInAll(home, args);
    const series = read(texts.openmetrics ?? '');
    const { findings, checks } = JSON.parse(texts.json ?? '') as Report;
    const sumOf = (part: RegExp) => [...series].reduce((sum, [name, value]) => sum + (part.test(name) ? value : 0), 0);
    expect(sumOf(/__name__="kubectl_harden_findings".*state="open"/)).toBe(findings.length);
    for (const { id, status } of checks)
      expect(sumOf(new RegExp(`kubectl_harden_check_status".*check="${id}".*status="${status}"`)), id).toBe(1);
    expect(sumOf(/kubectl_harden_check_status"/)).toBe(checks.length);
  }
});

test('what is no exposition is refused', () => {
  expect(spawnSync(reader, { input: 'kubectl_harden{\n', encoding: 'utf8' }).status).toBe(1);
});
