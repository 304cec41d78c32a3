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
let printed: Printed;

beforeAll(async () => {
  const { stdout } = await home.run(['scan', '--sample', '-q', '-o', 'json']);
  const { decisions } = JSON.parse(stdout) as Report;
  const decision = decisions.find(({ title }) => title === 'Deployment shop/cart');
  ids = decision?.findings ?? [];
  const said = { cluster: 'sample', by: 'Ann', at: '2026-01-01', expires: '2099-12-31' };
  const waiver = { ...said, decision: decision?.id, title: decision?.title, reason: REASON };
  const records = (findings: object) => ({
    apiVersion: 'harden.kubectl.dev/v1alpha1',
    kind: 'Records',
    waivers: [{ ...waiver, ...findings }],
    attestations: [{ ...said, check: 'authentication/mfa', verdict: 'fail', evidence: 'asked the IdP team' }],
  });
  const file = join(home.folder, 'records.yaml');
  writeFileSync(file, JSON.stringify(records({})));
  const told = await home.run(['scan', '--sample', '--records', file]);
  const [, findings = ''] =
    /holds for nothing\. As it is now that would be: findings: (\[.*\])$/m.exec(told.stderr) ?? [];
  writeFileSync(file, JSON.stringify(records({ findings: JSON.parse(findings) })));
  printed = await scanInAll(home, ['--sample', '--records', file]);
});
const text = (name: string) => printed.texts[name] ?? '';

test('an accepted finding is suppressed, waived or skipped, and never open', () => {
  expect(ids.length).toBeGreaterThan(0);
  const { results } = JSON.parse(text('sarif')).runs[0] as { readonly results: readonly Result[] };
  const suppressed = results.filter(({ suppressions }) => suppressions.length > 0);
  expect(suppressed.map(({ partialFingerprints }) => partialFingerprints['kubectlHarden/v1']).toSorted()).toEqual(
    ids.toSorted(),
  );
  for (const { suppressions } of suppressed)
    expect(suppressions).toEqual([
      { kind: 'external', status: 'accepted', justification: `Accepted by Ann until 2099-12-31: ${REASON}` },
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
  expect(text('junit')).toContain('<skipped message="Accepted by Ann until 2099-12-31');
});

interface Result {
  readonly ruleId: string;
  readonly kind: string;
  readonly message: { readonly text: string };
  readonly suppressions: readonly object[];
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
  const words = 'fails: answered by Ann, until 2099-12-31.';
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
