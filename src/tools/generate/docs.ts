/** The reference pages, made from what each check says of itself. */
import { FRAMEWORKS } from '../../catalog/frameworks.ts';
import { inputsOf } from '../../engine/registry/inputs.ts';
import { settingsOf } from '../../engine/registry/settings.ts';
import { tablesOf } from '../../engine/registry/tables.ts';
import { flatten, readsOf } from '../../engine/view/reads.ts';
import { type AnyRead, type Check, isFactRead, type Plugin } from '../../plugin-api/index.ts';
import { MARK } from './registry.ts';

export function overviewText(plugins: readonly Plugin[]): string {
  const rows = plugins.flatMap((plugin) =>
    plugin.checks.map(
      (check) =>
        `| [${check.meta.id}](${plugin.name}/README.md#${anchorOf(check)}) | ${cell(check.meta.title)} | ${check.meta.severity} | ${remediationOf(check)} |`,
    ),
  );
  return [
    '# Checks',
    '',
    `${MARK}.`,
    '',
    'Each folder `<area>/<check>` is one check: `check.ts` says what is required, why, how it is found and how it is put',
    'right; its `fixtures` are its tests and its examples. `npm run new-check -- <area>/<check>` starts one from',
    '[`_template`](_template), `npm test -- fixtures` runs the fixtures, `npm run generate` renews this page.',
    '',
    '| check | requires | severity | remediation |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

export function areaDocs(plugin: Plugin, fixturesOf: (check: Check) => readonly string[]): string {
  const sections = plugin.checks.flatMap((check) => sectionOf(check, fixturesOf(check)));
  return [`# ${plugin.title}`, '', `${MARK}.`, '', ...sections].join('\n');
}

function sectionOf(check: Check, fixtures: readonly string[]): readonly string[] {
  const { meta } = check;
  const [, name] = meta.id.split('/');
  return [
    `## ${name}`,
    '',
    `**${meta.title}.** Severity ${meta.severity}, ${remediationOf(check)}, item \`${meta.item}\`, since ${meta.since}.`,
    '',
    meta.rationale.trim(),
    '',
    meta.guidance.trim(),
    '',
    ...evidenceOf(check),
    ...(meta.refs.length === 0 ? [] : [`- References: ${meta.refs.map(reference).join(', ')}`]),
    ...(fixtures.length === 0
      ? []
      : [`- Examples: ${fixtures.map((file) => `[${file}](${name}/fixtures/${file})`).join(', ')}`]),
    ...(check.examples ?? []).map(
      (example) => `- \`kubectl harden explain ${meta.id} --example ${example.name}\`: ${example.title}.`,
    ),
    '',
  ];
}

function evidenceOf(check: Check): readonly string[] {
  if (check.mode === 'manual')
    return [
      `- Asked: ${check.question}`,
      `- Evidence: ${check.evidence.join(' ')}`,
      `- Holds for ${check.validDays} days.`,
    ];
  const reads = readsOf(check);
  const named = (need: string) => [...new Set(reads.filter((read) => read.need === need).map(describeRead))].join(', ');
  return [
    `- Looks at: ${check.subject}`,
    ...(named('must') === '' ? [] : [`- Must be able to read: ${named('must')}`]),
    ...(named('may') === '' ? [] : [`- Reads where it can: ${named('may')}`]),
    ...Object.entries(settingsOf(check)).map(
      ([name, { describe, default: value }]) =>
        `- Can be set with \`--set ${check.meta.id}.${name}=VALUE\`: ${describe} Without it: \`${String(value)}\`.`,
    ),
    ...tablesOf(check).map(({ id, describe, asOf }) => `- Knows as of ${asOf}: \`${id}\`. ${describe}`),
    ...(check.question === undefined ? [] : [`- Asked where evidence cannot be had: ${check.question.question}`]),
    ...(check.remediation === undefined
      ? []
      : [`- Remediation: ${check.remediation.title} (may disturb: ${check.remediation.disruption})`]),
    ...Object.entries(inputsOf(check)).map(
      ([name, { describe, perSubject }]) =>
        `- Can be told with \`--set ${check.meta.id}.${name}${perSubject === true ? '@NAMESPACE/KIND/NAME' : ''}=VALUE\`: ${describe}`,
    ),
  ];
}

function describeRead(read: AnyRead): string {
  if (isFactRead(read))
    return `${read.fact.name} (${[...new Set(flatten([read]).map(({ what }) => what))].join(', ')})`;
  switch (read.reach) {
    case 'own':
      return read.what;
    case 'all':
      return `${read.what} in all namespaces`;
    case 'named':
      return `${read.what} in ${(read.namespaces ?? []).join(', ')}`;
  }
}

function remediationOf(check: Check): string {
  if (check.mode === 'manual') return 'attest';
  return check.remediation?.kind ?? 'none';
}

function reference({ framework, control }: { readonly framework: string; readonly control: string }): string {
  return `${FRAMEWORKS.find(({ id }) => id === framework)?.title ?? framework} ${control}`;
}

function anchorOf(check: Check): string {
  return check.meta.id.slice(check.meta.id.indexOf('/') + 1);
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
