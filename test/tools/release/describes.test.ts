/** What goes with an archive: bill of materials and licences, of what is really in the bundle. */
import { beforeAll, expect, test } from 'vitest';
import { bundleExecutable, packagesOf } from '../../../src/tools/release/bundle.ts';
import { type Component, componentsIn } from '../../../src/tools/release/components.ts';
import { licencesText } from '../../../src/tools/release/licences.ts';
import { sbomText } from '../../../src/tools/release/sbom.ts';
import { ROOT } from '../../support/program.ts';

const DESCRIBED = { version: 'v1.2.3', commit: 'c'.repeat(40), homepage: 'https://example.com/x', time: 1_800_000_000 };

let components: readonly Component[];
beforeAll(async () => {
  const { metafile } = await bundleExecutable(ROOT, { commit: 'x', kind: 'executable' });
  components = componentsIn(ROOT, packagesOf(metafile));
});

interface Bill {
  readonly metadata: { readonly timestamp: string };
  readonly components: readonly {
    readonly 'bom-ref': string;
    readonly name: string;
    readonly hashes?: readonly { readonly alg: string; readonly content: string }[];
    readonly licenses: readonly object[];
  }[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
}

test('the bill names what is in the bundle, and nothing that is only needed to build it', () => {
  const names = components.map(({ name }) => name);
  for (const name of ['ink', 'react', 'undici', 'yoga-layout', 'zod']) expect(names).toContain(name);
  for (const name of ['esbuild', 'typescript', '@kubernetes/client-node', 'react-devtools-core', 'vitest'])
    expect(names).not.toContain(name);
});

test('references of the bill are unique, lead somewhere, and digests are those of the lock file', () => {
  const bill = JSON.parse(sbomText(DESCRIBED, components)) as Bill;
  const refs = bill.components.map((component) => component['bom-ref']);
  expect(new Set(refs).size).toBe(refs.length);
  expect(refs.length).toBe(components.length + 1);
  const [program, ...parts] = bill.dependencies;
  expect(program?.dependsOn.toSorted()).toEqual(refs.toSorted());
  for (const { ref, dependsOn } of parts) for (const each of [ref, ...dependsOn]) expect(refs).toContain(each);
  const ink = bill.components.find(({ name }) => name === 'ink');
  expect(ink?.hashes?.[0]?.content).toMatch(/^[0-9a-f]{128}$/);
  expect(bill.components.every(({ licenses }) => licenses.length === 1)).toBe(true);
});

test('it is the same for the same commit, with its time', () => {
  expect(sbomText(DESCRIBED, components)).toBe(sbomText(DESCRIBED, components));
  expect((JSON.parse(sbomText(DESCRIBED, components)) as Bill).metadata.timestamp).toBe('2027-01-15T08:00:00.000Z');
});

test('every package comes with the text of its licence, and with whoever holds the copyright', () => {
  const text = licencesText(ROOT, components, { version: '26.10.0', text: 'text of Node' });
  for (const { name, version } of components) expect(text).toContain(`\n${name} ${version}\n`);
  const sections = text.split(/={80}\n[^\n]+\n={80}\n/).slice(1);
  expect(sections.length).toBe(components.length + 1);
  for (const section of sections.slice(0, -1)) expect(section).toMatch(/copyright|licen[cs]e/i);
  expect(sections.at(-1)).toContain('text of Node');
});

test('a package without the text of a licence ends the release', () => {
  const [first] = components;
  const bare = { ...first, folder: 'docs', name: 'bare' } as Component;
  expect(() => licencesText(ROOT, [bare])).toThrow('bare comes without the text of its licence');
});
