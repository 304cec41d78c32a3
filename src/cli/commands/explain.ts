import { itemLabel } from '../../report/decision-table.ts';
import { count, settingText } from '../../text/words.ts';
import { findCheck } from '../args/choose-checks.ts';
import type { Run } from '../args/command.ts';
import { wrap } from '../args/wrap.ts';
import { type CheckEntry, describeCheck } from '../compose/check-entry.ts';
import { outputOfExamples } from '../compose/examples.ts';
import { loadSetup } from '../compose/setup.ts';
import { CliError, EXIT } from '../exit.ts';
import { printOutput } from '../terminal/print-output.ts';

export const run: Run = async ({ operands: [id = '', name], flags, io, program }) => {
  const setup = await loadSetup({ flags, io });
  const entry = describeCheck(findCheck(setup.registry, id), setup);
  const wanted = name ?? flags.text('example');
  if (flags.text('example') === undefined && name !== undefined)
    throw new CliError(
      EXIT.usage,
      `unexpected argument ${JSON.stringify(name)}`,
      `An example is printed by '${program} explain ${entry.id} --example ${name}'.`,
    );
  const output =
    wanted === undefined
      ? { overview: () => [explanationOf(entry, program)], document: () => entry }
      : outputOfExamples(entry, wanted);
  await printOutput(output, { flags, io });
  return EXIT.ok;
};

function explanationOf(entry: CheckEntry, program: string): string {
  const facts = [
    ['CHECK', entry.id],
    ...(entry.aliases.length === 0 ? [] : [['ALIASES', entry.aliases.join(', ')]]),
    ...(entry.from === null ? [] : [['MADE OF', entry.from]]),
    ['SEVERITY', entry.severity],
    ['ITEM', itemLabel(entry.item)],
    ['PROFILES', entry.profiles.join(', ')],
    ...(entry.offByDefault === null ? [] : [['DEFAULT', `off: ${entry.offByDefault}`]]),
    ['REFERENCES', entry.refs.map(({ framework, control }) => `${framework} ${control}`).join(' · ')],
    ...(entry.remediation === null ? [] : [['CHANGE', changeOf(entry.remediation)]]),
  ];
  const sections = [
    entry.title,
    facts.map(([label = '', value = '']) => `${`${label}:`.padEnd(14)}${value}`).join('\n'),
    `WHY:\n${wrap(entry.rationale, '  ')}`,
    `WHAT TO DO:\n${entry.guidance
      .trim()
      .split('\n')
      .map((line) => wrap(line, '  '))
      .join('\n')}`,
    ...section('SETTINGS', settingLines(entry)),
    ...section('INPUTS', inputLines(entry)),
    ...section('TABLES', tableLines(entry)),
    ...section('EXAMPLES', exampleLines(entry, program)),
    ...questionSections(entry),
  ];
  return `${sections.join('\n\n')}\n`;
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`${title}:\n${lines.join('\n')}`];
}

function settingLines({ id, settings }: CheckEntry): readonly string[] {
  return settings.map(({ name, describe, default: usual, value }) => {
    const counts = `Default: ${settingText(usual)}. Current: ${settingText(value)}.`;
    return `  --set ${id}.${name}=VALUE\n${wrap(describe, '      ')}\n${wrap(counts, '      ')}`;
  });
}

function inputLines({ id, remediation }: CheckEntry): readonly string[] {
  return (remediation?.inputs ?? []).map(
    ({ name, describe, perSubject }) =>
      `  --set ${id}.${name}${perSubject ? '@NAMESPACE/KIND/NAME' : ''}=VALUE\n${wrap(describe, '      ')}`,
  );
}

function tableLines({ tables }: CheckEntry): readonly string[] {
  return tables.map(({ id, describe, asOf, source, rows, added }) => {
    const more = added.length === 0 ? '' : `, and ${added.length} of yours`;
    const head = `${id}: ${count(rows, 'row', 'rows')} as of ${asOf}${more}`;
    return `  ${head}\n${wrap(describe, '      ')}\n${wrap(`Source: ${source}.`, '      ')}`;
  });
}

function exampleLines({ id, examples }: CheckEntry, program: string): readonly string[] {
  return examples.map(
    ({ name, title }) => `  ${program} explain ${id} --example ${name}\n${wrap(`${title}.`, '      ')}`,
  );
}

function questionSections({ question }: CheckEntry): readonly string[] {
  if (question === null) return [];
  const evidence = question.evidence.map((sentence) => wrap(`- ${sentence}`, '  '));
  return [`QUESTION:\n${wrap(question.question, '  ')}`, ...section('WHAT COUNTS AS EVIDENCE', evidence)];
}

function changeOf({
  kind,
  title,
  disruption,
}: {
  readonly kind: string;
  readonly title: string;
  readonly disruption: string;
}): string {
  return `${title} (${kind}${disruption === 'none' ? '' : `, ${disruption}`})`;
}
