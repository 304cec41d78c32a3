/** The narrowest roles, held to what changes of the sample write. */
import { load } from 'js-yaml';
import { afterAll, expect, test } from 'vitest';
import { PLUGINS } from '../../../plugins/index.ts';
import { ITEMS } from '../../../src/catalog/items.ts';
import { type Purpose, roleFor } from '../../../src/cli/compose/role.ts';
import { createRegistry } from '../../../src/engine/index.ts';
import { KINDS, kindOf } from '../../../src/kube/kinds.ts';
import { refOfChange } from '../../../src/kube/refs.ts';
import type { Check } from '../../../src/plugin-api/index.ts';
import { openSample } from '../../../src/sources/sample/index.ts';
import { scanned } from '../../session/scanned.ts';
import { createHome } from '../../support/program.ts';

const home = createHome();
afterAll(() => home.remove());
const { checks: CHECKS, areas } = createRegistry(
  PLUGINS,
  ITEMS.map(({ id }) => id),
);

/** `list pods`, `get /version`. */
function grants(purpose: Purpose, checks: readonly Check[] = CHECKS): ReadonlySet<string> {
  return new Set(
    roleFor(checks, purpose, { name: 'test' }).rules.flatMap((rule) =>
      rule.verbs.flatMap((verb) =>
        'nonResourceURLs' in rule
          ? rule.nonResourceURLs.map((path) => `${verb} ${path}`)
          : rule.apiGroups.flatMap((group) =>
              rule.resources.map((resource) => `${verb} ${resource}${group === '' ? '' : `.${group}`}`),
            ),
      ),
    ),
  );
}

/** Discovery, and kinds whose names are those of templates in the cluster. */
const STARS = [/^get \/apis?\/\*$/, /^list \*\.constraints\.gatekeeper\.sh$/];

test('a scan reads and asks, and never reads a Secret', () => {
  const all = [...grants('scan')];
  expect(all.filter((each) => !/^(get|list) |^create selfsubject/.test(each))).toEqual([]);
  expect(
    all.filter((each) => each.endsWith(' secrets') || (each.includes('*') && !STARS.some((star) => star.test(each)))),
  ).toEqual([]);
});

test('an area needs a part of what a scan needs, and less than all of it', () => {
  const scan = grants('scan');
  for (const area of areas) {
    const own = [
      ...grants(
        'scan',
        CHECKS.filter(({ meta }) => meta.id.startsWith(`${area}/`)),
      ),
    ];
    expect(
      own.filter((each) => !scan.has(each)),
      area,
    ).toEqual([]);
    expect(own.length, area).toBeLessThan(scan.size);
  }
});

test('every change that the sample offers may be made and taken back with the role for it', async () => {
  const { decisions } = await scanned(openSample().source, { checks: CHECKS });
  const VERBS = { edit: ['get', 'patch'], ensure: ['get', 'create', 'delete'], delete: ['get', 'delete', 'create'] };
  const needed = decisions.flatMap(({ variants }) =>
    variants.flatMap(({ changes }) =>
      changes.flatMap((change) => {
        const { apiVersion, kind } = refOfChange(change);
        const known = kindOf(apiVersion, kind);
        if (known === undefined) throw new Error(`${kind} is not in the table of kinds`);
        const { plural, group } = KINDS[known];
        return VERBS[change.op].map((verb) => `${verb} ${plural}${group === '' ? '' : `.${group}`}`);
      }),
    ),
  );
  const may = grants('apply');
  expect(needed.length).toBeGreaterThan(50);
  expect([...new Set(needed)].filter((each) => !may.has(each))).toEqual([]);
});

test('only who asks for an area gets the right to list Secrets, and reads what it means', async () => {
  const area = await home.run(['rbac', '--for', 'secrets']);
  expect(area.stdout).toContain('a right to read their values');
  expect(area.stdout).toMatch(/- secrets$/m);
  const scan = await home.run(['rbac']);
  expect(scan.stdout).toMatch(/^# Without a right to Secrets: \d+ checks? that looks? at Secrets may be unknown/m);
  expect(scan.stdout).not.toMatch(/- secrets$/m);
});

test('the command prints a role that kubectl takes, and names what it does not know', async () => {
  const text = await home.run(['rbac', '--for', 'network']);
  expect(load(text.stdout)).toMatchObject({ kind: 'ClusterRole', metadata: { name: 'kubectl-harden-network' } });
  const json = await home.run(['rbac', '-o', 'json']);
  expect(JSON.parse(json.stdout)).toMatchObject({ metadata: { name: 'kubectl-harden-scan' } });
  const wrong = await home.run(['rbac', '--for', 'nothing']);
  expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('Areas: ')]);
});
