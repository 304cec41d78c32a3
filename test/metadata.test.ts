/** What every check says of itself: complete, true to its folder, and referring to what exists. */
import { describe, expect, test } from 'vitest';
import { PLUGINS } from '../plugins/index.ts';
import { RULES } from '../src/analysis/pod-security/index.ts';
import { FRAMEWORKS } from '../src/catalog/frameworks.ts';
import { ITEMS } from '../src/catalog/items.ts';
import { createRegistry, inputsOf, objectReadsOf } from '../src/engine/index.ts';
import { SEVERITIES } from '../src/model/finding.ts';
import { generate, staleFiles } from '../src/tools/generate/index.ts';
import { ROOT } from '../src/tools/imports.ts';
import {
  SCAFFOLD_GUIDANCE,
  SCAFFOLD_KEEP,
  SCAFFOLD_MESSAGE,
  SCAFFOLD_RATIONALE,
} from '../src/tools/new-check/scaffold.ts';
import { type CheckFolder, isAutomated, loadCheckFolders, readFixture } from './support/fixture-runner/load.ts';
import { runFixture } from './support/fixture-runner/run.ts';

const folders = await loadCheckFolders();

const TEMPLATE = 'area/template';
const template = folders.find(({ id }) => id === TEMPLATE)?.check.meta;
/** What a scaffolded check says until its author writes something else. */
const PLACEHOLDERS = [template?.rationale, template?.guidance, SCAFFOLD_RATIONALE, SCAFFOLD_GUIDANCE];

for (const folder of folders) {
  describe(folder.id, () => {
    test('its metadata is complete and true', () => expectMeta(folder));
    if (isAutomated(folder.check)) test('fixtures show it pass and fail', () => expectFixtures(folder));
    if (!isAutomated(folder.check) || folder.check.question !== undefined)
      test('it asks one question that holds for a time', () => expectQuestion(folder));
  });
}

function expectMeta({ id, check }: CheckFolder): void {
  const { meta } = check;
  expect(meta.id).toBe(id);
  expect(meta.title.length).toBeLessThan(60);
  // The requirement itself, not its violation: the title is read beside "pass" as well as beside "fail".
  expect(meta.title).not.toMatch(/^(No|Missing|Avoid|Do not|Don't|Ensure|Check)\b/);
  // A name that is written in lower case, such as cluster-admin, may begin it.
  expect(meta.title).toMatch(/^([A-Z]|[a-z]+-).*[^.]$/);
  expect(SEVERITIES).toContain(meta.severity);
  for (const text of [meta.rationale, meta.guidance]) {
    expect(text.length, text).toBeGreaterThan(60);
    expect(text).toMatch(/[.`]\s*$/);
    expect(text).not.toMatch(/\bTODO\b|\bplease\b|!(\s|$)/i);
  }
  if (id !== TEMPLATE) for (const text of [meta.rationale, meta.guidance]) expect(PLACEHOLDERS).not.toContain(text);
  expect(meta.since).toMatch(/^\d+\.\d+\.\d+$/);
  expect(ITEMS.map((item) => item.id)).toContain(meta.item);
  expect(meta.refs.length).toBeGreaterThan(0);
  for (const { framework, control } of meta.refs) {
    const known = FRAMEWORKS.find((each) => each.id === framework);
    expect(known?.control.test(control), `${framework} ${control}`).toBe(true);
  }
  const refs = meta.refs.map(({ framework, control }) => `${framework} ${control}`);
  expect(new Set(refs).size).toBe(refs.length);
}

function expectFixtures({ check, fixtures }: CheckFolder): void {
  const shown = new Set(fixtures.map(({ expects }) => expects));
  expect(shown).toContain('pass');
  expect(shown).toContain('fail');
  for (const { name } of fixtures) expect(name).toMatch(/^[a-z][a-z0-9-]*\.yaml$/);
  if (!isAutomated(check)) return;
  const findings = fixtures.flatMap(({ path }) => runFixture(check, readFixture(path)).findings);
  const known = new Set(folders.map(({ id }) => id));
  for (const { message, explains = [] } of findings) {
    expect(message, 'the message of the scaffold').not.toBe(SCAFFOLD_MESSAGE);
    for (const id of explains) expect(known, message).toContain(id);
  }
  const kept = objectReadsOf(check).flatMap(({ keep = [] }) => keep);
  expect(kept, 'what the scaffold keeps').not.toContain(SCAFFOLD_KEEP);
  const { remediation } = check;
  if (remediation === undefined) {
    expect(findings.filter(({ proposal }) => proposal !== undefined)).toEqual([]);
    return;
  }
  expect(remediation.title).toMatch(/^[A-Z].*[^.]$/);
  for (const { path } of fixtures) {
    for (const { proposal, message } of runFixture(check, readFixture(path)).findings) {
      if (proposal === undefined) continue;
      // Guidance is for people: it never comes with a change that a machine could take.
      if (remediation.kind === 'guide') expect(proposal.changes, message).toEqual([]);
      for (const name of proposal.needs ?? []) expect(Object.keys(inputsOf(check)), message).toContain(name);
      if (proposal.readiness === 'ready') expect(proposal.changes, message).not.toEqual([]);
      for (const sentence of [proposal.reason, ...(proposal.caveats ?? [])]) expect(sentence).toMatch(/^\S.*\.$/s);
    }
  }
}

function expectQuestion({ check }: CheckFolder): void {
  const asked = check.mode === 'manual' ? check : check.question;
  expect(asked?.question).toMatch(/\?/);
  expect(asked?.evidence.length).toBeGreaterThan(0);
  expect(asked?.validDays).toBeGreaterThan(0);
}

test('the registry takes all checks: ids and former ids are unique, items exist', () => {
  const registry = createRegistry(
    PLUGINS,
    ITEMS.map(({ id }) => id),
  );
  const ids = folders.map(({ id }) => id).filter((id) => id !== 'area/template');
  expect(registry.checks.map(({ meta }) => meta.id as string).sort()).toEqual(ids.sort());
});

test('every rule of the Pod Security Standards can be referred to', () => {
  const pss = FRAMEWORKS.find(({ id }) => id === 'pss');
  for (const { id } of RULES) expect(pss?.control.test(id), id).toBe(true);
});

test('registry, reference pages and the table of kinds are as they would be generated', async () => {
  expect(staleFiles(ROOT, await generate(ROOT))).toEqual([]);
});
