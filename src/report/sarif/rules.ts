/** Checks as rules of SARIF, within what GitHub shows of them. */
import { FRAMEWORKS } from '../../catalog/frameworks.ts';
import type { CheckSummary } from '../../model/snapshot.ts';
import type { CheckMeta, Severity } from '../../plugin-api/index.ts';
import { printable, printableLines } from '../../text/printable.ts';
import { capitalized } from '../../text/words.ts';
import { checkPage } from '../pages.ts';

/** GitHub's limits: https://docs.github.com/en/code-security/code-scanning, "SARIF support". */
const LONGEST = 1024;
const MOST_TAGS = 20;

/** As GitHub groups the numbers: 9 and more critical, 7 high, 4 medium, above 0 low. It has none for what only informs. */
const SECURITY_SEVERITY: Readonly<Record<Severity, string | undefined>> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '2.5',
  info: undefined,
};

export type Level = 'error' | 'warning' | 'note';
const LEVELS: Readonly<Record<Severity, Level>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  info: 'note',
};
const PROBLEMS = { error: 'error', warning: 'warning', note: 'recommendation' } as const;

export function levelOf(severity: Severity): Level {
  return LEVELS[severity];
}

export function ruleOf({ check, status, reason }: CheckSummary, version: string): object {
  const { id, title, severity, rationale, item } = check.meta;
  const level = levelOf(severity);
  const score = SECURITY_SEVERITY[severity];
  return {
    id,
    name: pascalCase(id),
    shortDescription: { text: cut(title) },
    fullDescription: { text: cut(rationale) },
    help: { text: helpText(check.meta), markdown: helpMarkdown(check.meta) },
    helpUri: checkPage(check.meta, version),
    defaultConfiguration: { level },
    properties: {
      tags: tagsOf(check.meta),
      precision: 'high',
      'problem.severity': PROBLEMS[level],
      ...(score === undefined ? {} : { 'security-severity': score }),
      item,
      status,
      ...(reason === undefined ? {} : { reason: printable(reason) }),
    },
  };
}

function helpText({ rationale, guidance, refs }: CheckMeta): string {
  return [rationale.trim(), guidance.trim(), referenceLine(refs)]
    .filter((part) => part !== '')
    .map(printableLines)
    .join('\n\n');
}

function helpMarkdown(meta: CheckMeta): string {
  const { title, rationale, guidance, refs } = meta;
  return [`**${printable(title)}**`, rationale.trim(), '## What to do', guidance.trim(), referenceLine(refs)]
    .filter((part) => part !== '')
    .map(printableLines)
    .join('\n\n');
}

function referenceLine(refs: CheckMeta['refs']): string {
  if (refs.length === 0) return '';
  return `References: ${refs.map(({ framework, control }) => `${titleOf(framework)} ${control}`).join(', ')}`;
}

function titleOf(framework: string): string {
  return FRAMEWORKS.find(({ id }) => id === framework)?.title ?? framework;
}

/** `security` makes it a security alert; GitHub shows ten and takes twenty. */
function tagsOf({ id, refs }: CheckMeta): readonly string[] {
  const [area = ''] = id.split('/');
  const controls = refs.map(({ framework, control }) => `${framework}/${control}`);
  return [...new Set(['security', 'kubernetes', area, ...controls])].slice(0, MOST_TAGS);
}

function pascalCase(id: string): string {
  return id
    .split(/[^A-Za-z0-9]+/)
    .map(capitalized)
    .join('');
}

function cut(text: string): string {
  const clean = printable(text.trim());
  return clean.length <= LONGEST ? clean : `${clean.slice(0, LONGEST - 1).toWellFormed()}…`;
}
