/** What persons have accepted and answered, with who and until when, in every format that tells of it. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Report } from '../../../src/model/report.ts';
import { type Printed, scanInAll } from '../../support/all-formats.ts';
import { createHome } from '../../support/program.ts';

const home = createHome();
afterAll(() => home.remove());
const REASON = 'known, =ticket-12 <b>soon</b> ]]>';
let ids: readonly string[];
let taken: Report['findings'][number];
let printed: Printed;

beforeAll(async () => {
  const { stdout } = await home.run(['scan', '--sample', '-q', '-o', 'json']);
  const { decisions, findings } = JSON.parse(stdout) as Report;
  taken = findings.find(
    ({ check, subject }) => check === 'ingress/tls' && subject.namespace === 'shop',
  ) as typeof taken;
  const decision = decisions.find(({ title }) => title === 'Deployment shop/cart');
  ids = decision?.findings ?? [];
  const said = { cluster: 'sample', by: 'Ann', at: '2026-01-01', expires: '2099-12-31' };
  const waiver = { ...said, decision: decision?.id, title: decision?.title, reason: REASON };
  const records = (findings: object) => ({
    apiVersion: 'harden.kubectl.dev/v1alpha1',
    kind: 'Records',
    waivers: [{ ...waiver, ...findings }],
    attestations: [
      { ...said, check: 'authentication/mfa', verdict: 'fail', evidence: 'asked the IdP team' },
      { ...said, by: 'Kim', check: 'ingress/tls', scope: 'shop', verdict: 'pass', evidence: 'load balancer lb-7' },
    ],
  });
  const file = join(home.folder, 'records.yaml');
  writeFileSync(file, JSON.stringify(records({})));
  const told = await home.run(['scan', '--sample', '--records', file]);
  const [, stated = ''] =
    /holds for nothing\. As it is now that would be: findings: (\[.*\])$/m.exec(told.stderr) ?? [];
  writeFileSync(file, JSON.stringify(records({ findings: JSON.parse(stated) })));
  printed = await scanInAll(home, ['--sample', '--records', file]);
});
const text = (name: string) => printed.texts[name] ?? '';

test('an accepted finding is suppressed, waived or skipped, and never open', () => {
  expect(ids.length).toBeGreaterThan(0);
  const { results } = JSON.parse(text('sarif')).runs[0] as { readonly results: readonly Result[] };
  const suppressed = results.filter(
    ({ suppressions: [first] }) => first?.justification.startsWith('Accepted') === true,
  );
  expect(suppressed.map(({ partialFingerprints }) => partialFingerprints['kubectlHarden/v1']).toSorted()).toEqual(
    ids.toSorted(),
  );
  for (const { suppressions } of suppressed)
    expect(suppressions).toEqual([
      {
        kind: 'external',
        status: 'accepted',
        justification: `Accepted by Ann on 2026-01-01 until 2099-12-31: ${REASON}`,
      },
    ]);
  const rows = parse(text('csv'), { columns: true }) as Record<string, string>[];
  const waived = rows.filter(({ state }) => state === 'waived');
  expect(waived.map(({ id }) => id ?? '').toSorted()).toEqual(ids.toSorted());
  for (const row of waived) expect(row).toMatchObject({ accepted_by: 'Ann', accepted_until: '2099-12-31' });
  expect(text('openmetrics').match(/state="waived"\} 1$/gm)).toHaveLength(ids.length);
  expect(text('openmetrics')).toMatch(
    /waiver_expiry_timestamp_seconds\{.*title="Deployment shop\/cart"\} 4102358400$/m,
  );
  const { items } = JSON.parse(text('policyreport')) as {
    readonly items: readonly { readonly results: readonly Verdict[] }[];
  };
  const verdicts = items
    .flatMap((each) => each.results)
    .filter(({ properties }) => ids.includes(properties?.finding ?? ''));
  expect(verdicts.map(({ result }) => result)).toEqual(ids.map(() => 'skip'));
  expect(text('junit')).toContain('<skipped message="Accepted by Ann on 2026-01-01 until 2099-12-31');
});

interface Result {
  readonly ruleId: string;
  readonly kind: string;
  readonly message: { readonly text: string };
  readonly suppressions: readonly { readonly justification: string }[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
}
interface Verdict {
  readonly policy: string;
  readonly result: string;
  readonly message: string;
  readonly properties?: { readonly finding?: string };
}

test('the page and the comment tell who accepted it, until when and why', () => {
  for (const name of ['html', 'markdown']) expect(text(name), name).toMatch(/Ann[\s\S]*2099-12-31/);
  expect(text('html')).toContain('known, =ticket-12 &lt;b&gt;soon&lt;/b&gt; ]]&gt;');
  expect(text('html')).toContain('asked the IdP team');
  expect(text('markdown')).not.toContain('<b>');
});

test('a check that a person says fails is a failure everywhere', () => {
  const words = 'fails: answered by Ann on 2026-01-01, until 2099-12-31: asked the IdP team';
  const { results } = JSON.parse(text('sarif')).runs[0] as { readonly results: readonly Result[] };
  expect(results.find(({ ruleId }) => ruleId === 'authentication/mfa')).toMatchObject({
    kind: 'fail',
    message: { text: words },
  });
  expect(text('junit')).toContain(`<failure type="high" message="${words}"/>`);
  expect(text('csv')).toContain(words);
  expect(text('markdown')).toContain(words);
  expect(text('policyreport')).toContain(
    `"result": "fail",\n          "scored": true,\n          "message": "${words}"`,
  );
  expect(text('openmetrics')).toMatch(/check_status\{check="authentication\/mfa",severity="high",status="fail"\} 1/);
});

test('a yes to what was only inferred is told with who, when, until, for what and against which finding', () => {
  for (const [name, words] of Object.entries({
    table: /^passes +ingress\/tls +shop +1 +Kim +2026-01-01 +2099-12-31 +load balancer lb-7$/m,
    wide: /^passes +ingress\/tls +shop +medium +ingress\/tls +shop +ingress\S+storefront +Kim +2026-01-01 +2099-12-31 /m,
    html: /<td data-title="For">shop<\/td>[\s\S]*<td data-title="By">Kim<\/td>[\s\S]*2099-12-31[\s\S]*load balancer lb-7/,
    markdown: /\| passes for shop: answered by Kim on 2026-01-01, until 2099-12-31, against 1 inferred finding: /,
    sarif: /"ingress\/tls passes for shop: answered by Kim on 2026-01-01, until 2099-12-31, against 1 inferred finding/,
    junit: /<skipped message="Answered by Kim on 2026-01-01 for shop until 2099-12-31: load balancer lb-7">/,
    csv: /^answered,.*Kim,2026-01-01,2099-12-31,shop,load balancer lb-7,/m,
    openmetrics: /answer_expiry\S+check="ingress\/tls",scope="shop",verdict="pass",by="Kim",since="2026-01-01"\} 41/,
    policyreport:
      /"answeredBy": "Kim",\s+"answeredAt": "2026-01-01",\s+"answeredUntil": "2099-12-31",\s+"answeredFor": "shop"/,
  }))
    expect(text(name), name).toMatch(words);
  for (const name of ['json', 'html', 'sarif', 'csv', 'policyreport']) expect(text(name), name).toContain(taken.id);
});

test('the report holds what was accepted and answered, with the value that was judged', () => {
  const { waivers, answers, findings } = JSON.parse(text('json')) as Report;
  expect(waivers).toMatchObject([{ by: 'Ann', reason: REASON, at: '2026-01-01', expires: '2099-12-31' }]);
  expect(waivers[0]?.findings.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
  const { readiness: _, remediation: __, ...base } = taken;
  expect(answers.find(({ scope }) => scope === 'shop')).toMatchObject({ verdict: 'pass', by: 'Kim', findings: [base] });
  for (const { judged } of [...findings, ...(waivers[0]?.findings ?? [])]) expect(judged).toMatch(/^[0-9a-f]{16}$/);
  expect(findings.some(({ id }) => id === taken.id || ids.includes(id))).toBe(false);
});

test('less severe than asked for, it is in no format', async () => {
  const { texts } = await scanInAll(home, [
    '--sample',
    '--records',
    join(home.folder, 'records.yaml'),
    '--severity',
    'critical',
  ]);
  for (const name of ['table', 'wide', 'markdown', 'csv', 'junit', 'openmetrics'])
    expect(texts[name], name).not.toMatch(/Kim|Ann|state="(waived|answered)"/);
  expect(JSON.parse(texts.json ?? '')).toMatchObject({ waivers: [], answers: [] });
  expect(texts.sarif).not.toContain('justification');
  expect(texts.junit).toMatch(/<testsuite name="authentication\/mfa"[\s\S]*?What fails is less severe than asked for/);
});
