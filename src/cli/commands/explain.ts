import type { Check } from '../../plugin-api/index.ts';
import { itemLabel } from '../../report/decision-table.ts';
import { findCheck, loadRegistry } from '../args/choose-checks.ts';
import type { Run } from '../args/command.ts';
import { printOutput } from '../args/format.ts';
import { wrap } from '../args/wrap.ts';
import { type CheckEntry, describeCheck } from '../compose/check-entry.ts';
import { EXIT } from '../exit.ts';

export const run: Run = async ({ operands: [id = ''], flags, io }) => {
  const check = findCheck(await loadRegistry(), id);
  const output = { overview: () => [explanationOf(check)], document: () => describeCheck(check) };
  await printOutput(output, { flags, io });
  return EXIT.ok;
};

function explanationOf(check: Check): string {
  const entry = describeCheck(check);
  const facts = [
    ['CHECK', entry.id],
    ...(entry.aliases.length === 0 ? [] : [['ALIASES', entry.aliases.join(', ')]]),
    ['SEVERITY', entry.severity],
    ['ITEM', itemLabel(entry.item)],
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
    ...inputSections(entry),
    ...(check.mode === 'manual' ? [`QUESTION:\n${wrap(check.question, '  ')}`, evidenceOf(check.evidence)] : []),
  ];
  return `${sections.join('\n\n')}\n`;
}

function inputSections({ id, remediation }: CheckEntry): readonly string[] {
  const inputs = remediation?.inputs ?? [];
  if (inputs.length === 0) return [];
  const lines = inputs.map(({ name, describe }) => `  --set ${id}.${name}=VALUE\n${wrap(describe, '      ')}`);
  return [`INPUTS:\n${lines.join('\n')}`];
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

function evidenceOf(sentences: readonly string[]): string {
  return `WHAT COUNTS AS EVIDENCE:\n${sentences.map((sentence) => wrap(`- ${sentence}`, '  ')).join('\n')}`;
}
