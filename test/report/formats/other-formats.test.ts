/** What other programs read: each text by a reader of its own, with the same findings in all. */
import { parse } from 'csv-parse/sync';
import { parse as parseJunit } from 'junit2json';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Report } from '../../../src/model/report.ts';
import { HOSTILE, type Printed, SCAN_FORMATS, scanInAll, writeHostileTree } from '../../support/all-formats.ts';
import { createHome, type Home } from '../../support/program.ts';

// biome-ignore lint/suspicious/noControlCharactersInRegex: this is what must not be there
const OBEYED = /[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/;

const home: Home = createHome();
let sample: Printed;
let tree: Printed;
beforeAll(async () => {
  writeHostileTree(`${home.folder}/hostile`);
  // Each into a home of its own: a hidden state of one would be seen in the other.
  sample = await scanInAll(home, ['--sample']);
  tree = await scanInAll(home, ['-f', 'hostile']);
});
afterAll(() => home.remove());

const text = ({ texts }: Printed, name: string) => texts[name] ?? '';
const reportOf = (printed: Printed) => JSON.parse(text(printed, 'json')) as Report;
const rows = (csv: string) => parse(csv, { columns: true, record_delimiter: '\r\n' }) as Record<string, string>[];

interface Suite {
  readonly name?: string;
  readonly testcase?: readonly {
    readonly name?: string;
    readonly failure?: readonly { readonly message?: string; readonly type?: string }[];
    readonly error?: readonly unknown[];
    readonly skipped?: readonly { readonly message?: string }[];
  }[];
  readonly properties?: readonly { readonly name: string; readonly value: string }[];
}
async function suitesOf(printed: Printed): Promise<readonly Suite[]> {
  const read = (await parseJunit(text(printed, 'junit'))) as { readonly testsuite?: readonly Suite[] } | undefined;
  return read?.testsuite ?? [];
}

test('no format holds what a terminal obeys, or a break of a line that a name brings', () => {
  for (const [name, content] of [...Object.entries(sample.texts), ...Object.entries(tree.texts)])
    expect(content.replaceAll(/\r?\n/g, ''), name).not.toMatch(OBEYED);
});

test('the same state gives the same bytes', async () => {
  const again = await scanInAll(home, ['--sample']);
  for (const name of SCAN_FORMATS) expect(text(again, name) === text(sample, name), name).toBe(true);
});

test('junit: every finding counts in the suite of its check, and a failing object is one failure', async () => {
  for (const printed of [sample, tree]) {
    const { findings, checks } = reportOf(printed);
    const suites = await suitesOf(printed);
    expect(suites.map(({ name }) => name)).toEqual(checks.map(({ id }) => id));
    for (const { name, testcase = [], properties = [] } of suites) {
      const own = findings.filter(({ check }) => check === name);
      expect(String(properties.find((each) => each.name === 'findings')?.value)).toBe(String(own.length));
      const objects = new Set(own.map(({ subject }) => JSON.stringify(subject)));
      expect(testcase.filter(({ failure }) => failure !== undefined)).toHaveLength(objects.size);
    }
  }
});

test('junit: what is unknown is an error or a question, and no case without one of them', async () => {
  for (const printed of [sample, tree]) {
    const suites = await suitesOf(printed);
    for (const { id, status } of reportOf(printed).checks) {
      const cases = suites.find(({ name }) => name === id)?.testcase ?? [];
      if (status === 'unknown')
        expect(
          cases.some(({ error }) => error !== undefined),
          id,
        ).toBe(true);
      if (status === 'manual')
        expect(
          cases.map(({ skipped }) => skipped?.length),
          id,
        ).toEqual([1]);
    }
  }
});

test('csv: a row for each finding, and nothing that a spreadsheet computes', () => {
  for (const printed of [sample, tree]) {
    const csv = text(printed, 'csv');
    expect(csv.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    const all = rows(csv);
    expect(all.filter(({ state }) => state === 'open').map(({ id }) => id)).toEqual(
      reportOf(printed).findings.map(({ id }) => id),
    );
    for (const row of all) for (const cell of Object.values(row)) expect(cell).not.toMatch(/^\s*[=+\-@]/);
  }
  expect(rows(text(tree, 'csv')).some(({ name }) => name?.startsWith("'=cmd|") === true)).toBe(true);
  expect(rows(text(sample, 'csv')).find(({ check }) => check === 'authentication/mfa')?.state).toBe('manual');
});

test('markdown: a name makes no link, no mention, no markup, and no cell', () => {
  const markdown = text(tree, 'markdown');
  expect(markdown).not.toMatch(/\]\(|https?:\/\/|@team|#1\b|\*\*bold|<script|<img/);
  const table = markdown.split('\n').filter((line) => line.startsWith('| '));
  expect(new Set(table.map((line) => line.split(' | ').length)).size).toBeLessThanOrEqual(3);
  expect(markdown).toContain('&#91;link&#93;(https&#58;');
});

test('markdown: the worst comes first, and the sum is that of every output', () => {
  const markdown = text(sample, 'markdown');
  const severities = [...markdown.matchAll(/^\| (critical|high|medium|low) \|/gm)].map(([, each]) => each);
  expect(severities[0]).toBe('critical');
  const { decisions, findings } = reportOf(sample);
  expect(markdown).toMatch(
    new RegExp(`^${decisions.length} decisions in \\d+ rows cover ${findings.length} findings\\.$`, 'm'),
  );
});

test('policyreport: summaries count their results, findings fail, unknowns are errors', () => {
  for (const printed of [sample, tree]) {
    const { items } = JSON.parse(text(printed, 'policyreport')) as { readonly items: readonly PolicyReport[] };
    const results = items.flatMap((each) => each.results);
    expect(
      results
        .filter(({ result }) => result === 'fail')
        .map(({ properties }) => properties?.finding)
        .toSorted(),
    ).toEqual(
      reportOf(printed)
        .findings.map(({ id }) => id)
        .toSorted(),
    );
    for (const { summary, results: own } of items)
      for (const [verdict, amount] of Object.entries(summary))
        expect(own.filter(({ result }) => result === verdict)).toHaveLength(amount);
    for (const { id, status } of reportOf(printed).checks)
      if (status === 'unknown')
        expect(results.some(({ policy, result }) => policy === id && result === 'error')).toBe(true);
  }
});

interface PolicyReport {
  readonly summary: Readonly<Record<string, number>>;
  readonly results: readonly {
    readonly policy: string;
    readonly result: string;
    readonly properties?: { readonly finding?: string };
  }[];
}

test('what manifests leave open is said in a row, a line or a section, and never as a verdict', () => {
  const unknown = reportOf(tree).checks.filter(({ status }) => status === 'unknown');
  expect(unknown.length).toBeGreaterThan(3);
  for (const { id } of unknown) {
    expect(rows(text(tree, 'csv'))).toContainEqual(expect.objectContaining({ check: id, state: 'unknown' }));
    expect(text(tree, 'markdown')).toContain(id.split('/')[1]);
  }
  expect(text(tree, 'html')).not.toContain('Every check has a verdict');
});

test('every hostile name was judged', () => {
  const roles = reportOf(tree).findings.filter(({ subject }) => subject.kind === 'ClusterRole');
  expect(new Set(roles.map(({ subject }) => subject.name)).size).toBe(HOSTILE.length);
});
