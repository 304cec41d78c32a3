/** The reference pages, made from what each check says of itself. */
import { FRAMEWORKS } from '../../catalog/frameworks.ts';
import { inputsOf } from '../../engine/inputs.ts';
import type { Check, Plugin } from '../../plugin-api/index.ts';
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
    'right; the fixtures beside it are its tests and its examples. `npm run new-check -- <area>/<check>` starts one from',
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
      : [`- Examples: ${fixtures.map((file) => `[${file}](${name}/${file})`).join(', ')}`]),
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
  const reads = (check.reads ?? []) as readonly string[];
  const mayRead = (check.mayRead ?? []) as readonly string[];
  return [
    `- Looks at: ${check.subject}`,
    ...(reads.length === 0 ? [] : [`- Must be able to read: ${reads.join(', ')}`]),
    ...(mayRead.length === 0 ? [] : [`- Reads where it can: ${mayRead.join(', ')}`]),
    ...(check.remediation === undefined
      ? []
      : [`- Remediation: ${check.remediation.title} (may disturb: ${check.remediation.disruption})`]),
    ...Object.entries(inputsOf(check)).map(
      ([name, { describe }]) => `- Can be told with \`--set ${check.meta.id}.${name}=VALUE\`: ${describe}`,
    ),
  ];
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
