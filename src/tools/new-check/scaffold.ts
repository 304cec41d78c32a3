/** The folder of a new check, from the template. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ITEMS } from '../../catalog/items.ts';
import { isResourceName, KINDS } from '../../kube/kinds.ts';
import { SEVERITIES } from '../../model/finding.ts';
import type { JoinedKind, SubjectKind } from '../../plugin-api/index.ts';
import { type StartingFixture, startingFixtures } from './fixtures.ts';

/** Views with more to them than one object come first; any other kind can be a subject as well. */
const JOINED: readonly JoinedKind[] = ['Workload', 'Namespace', 'Role', 'Binding', 'Cluster'];
export const SUBJECTS: readonly string[] = [...new Set<string>([...JOINED, ...Object.keys(KINDS).sort()])];

/** What a new check finds until its author writes what it should find. */
export const SCAFFOLD_MESSAGE = 'It has no name.';

/** Its texts until then: those of the template are about something else. */
export const SCAFFOLD_RATIONALE = 'Say what somebody can do where the requirement is not met.';
export const SCAFFOLD_GUIDANCE = 'Say what to change, and what to look at before.';

/** What it keeps of a custom resource until then. */
export const SCAFFOLD_KEEP = 'spec.EXAMPLE';

export interface NewCheck {
  readonly id: string;
  readonly title: string;
  readonly severity: string;
  readonly subject: string;
  readonly item: string;
}

/** A sentence for each thing that cannot be. */
export function problemsOf(check: NewCheck, plugins: string): readonly string[] {
  const { id, title, severity, item } = check;
  const isTaken = existsSync(join(plugins, ...id.split('/')));
  return [
    ...(/^[a-z][a-z0-9-]*\/[a-z][a-z0-9-]*$/.test(id) ? [] : [`"${id}" is not <area>/<check> in lower case`]),
    ...(isTaken ? [`plugins/${id} already exists`] : []),
    ...(title.length > 0 && title.length < 60 ? [] : ['the title needs 1 to 59 characters']),
    ...(/['\\\n]/.test(title) ? ['the title holds a quote, a backslash or a line break'] : []),
    ...(SEVERITIES.some((each) => each === severity) ? [] : [`the severity is one of ${SEVERITIES.join(', ')}`]),
    ...(isSubject(check.subject)
      ? []
      : [
          `the subject is one of ${SUBJECTS.join(', ')}, or a custom resource such as externalsecrets.external-secrets.io`,
        ]),
    ...(ITEMS.some((each) => each.id === item)
      ? []
      : [`the item is one of ${ITEMS.map((each) => each.id).join(', ')}`]),
  ];
}

function isSubject(name: string): boolean {
  return SUBJECTS.includes(name) || /^[a-z0-9]+(\.[a-z0-9-]+)+$/.test(name);
}

/** Returns the paths written, from the folder of all plugins. */
export function scaffold(check: NewCheck, plugins: string): readonly string[] {
  const folder = join(plugins, ...check.id.split('/'));
  mkdirSync(join(folder, 'fixtures'), { recursive: true });
  const files = filesFor(check, join(plugins, '_template'));
  for (const { name, text } of files) writeFileSync(join(folder, name), text, { flag: 'wx' });
  return files.map(({ name }) => join(check.id, name));
}

/** The example of the template is about workloads: a check of another subject begins with one object of it. */
function filesFor(check: NewCheck, template: string): readonly { readonly name: string; readonly text: string }[] {
  const source = withMeta(readFileSync(join(template, 'check.ts'), 'utf8'), check);
  const isExample = check.subject === 'Workload';
  const fixtures = isExample ? fixturesOf(template) : startingFixtures(check.subject as SubjectKind);
  return [
    { name: 'check.ts', text: isExample ? source : withoutExample(source, check.subject) },
    ...fixtures.map(({ name, text }) => ({ name: join('fixtures', name), text })),
  ];
}

function fixturesOf(template: string): readonly StartingFixture[] {
  const folder = join(template, 'fixtures');
  const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  return names.map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));
}

function withMeta(source: string, { id, title, severity, item }: NewCheck): string {
  return source
    .replace(/^\/\*\*.*\*\/$/m, `/** ${title}. */`)
    .replace(/id: '.*'/, `id: '${id}'`)
    .replace(/title: '.*'/, `title: '${title}'`)
    .replace(/severity: '.*'/, `severity: '${severity}'`)
    .replace(/rationale: '.*'/, `rationale: '${SCAFFOLD_RATIONALE}'`)
    .replace(/guidance: '.*'/, `guidance: '${SCAFFOLD_GUIDANCE}'`)
    .replace(/refs: \[.*\]/, 'refs: []')
    .replace(/item: '.*'/, `item: '${item}'`);
}

function withoutExample(source: string, subject: string): string {
  const head = source.slice(0, source.indexOf("  subject: 'Workload'"));
  const reads = readsOf(subject);
  const imports = reads === '' ? 'defineCheck' : 'defineCheck, must';
  return `${head.replace(/^import .*$/m, `import { ${imports} } from 'kubectl-harden/plugin-api';`)}  subject: '${subject}',${reads}
  evaluate({ ref }) {
    // One violation for each place that does not meet the requirement.
    return ref.name === '' ? [{ message: '${SCAFFOLD_MESSAGE}' }] : [];
  },
});
`;
}

/** What a check of this subject cannot do without. */
function readsOf(subject: string): string {
  if (subject === 'Cluster') return "\n  reads: [must('ServerFlags')],";
  if (!isResourceName(subject)) return '';
  const comment = '// Everything else of its objects is dropped when they are read.';
  return `\n  ${comment}\n  reads: [must('${subject}', { keep: ['${SCAFFOLD_KEEP}'] })],`;
}
