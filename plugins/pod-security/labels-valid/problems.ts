/** What can be wrong with the labels themselves. */
import {
  levelLabel,
  MODES,
  type Mode,
  parseLevel,
  parseVersion,
  versionLabel,
} from '../../../src/analysis/pod-security/index.ts';
import { pinProblems } from './pins.ts';

export type Labels = Readonly<Record<string, string>>;

/** level, version: not a value that the server knows. unpinned: follows upgrades. old: rules have changed since. */
export type ProblemKind = 'level' | 'version' | 'unpinned' | 'old';
export interface Problem {
  readonly kind: ProblemKind;
  readonly mode: Mode;
  readonly message: string;
}

const CONSEQUENCE = {
  enforce: 'the server enforces restricted instead',
  audit: 'the server audits nothing instead',
  warn: 'the server warns of nothing instead',
} as const;

/** `server`: its version as in a label; absent: not known, then no version is called old. */
export function problemsOf(labels: Labels, server: string | undefined): readonly Problem[] {
  return [...MODES.flatMap((mode) => invalidValues(labels, mode)), ...pinProblems(labels, server)];
}

function invalidValues(labels: Labels, mode: Mode): readonly Problem[] {
  const level = labels[levelLabel(mode)];
  const version = labels[versionLabel(mode)];
  const problems: Problem[] = [];
  if (level !== undefined && parseLevel(level) === undefined) {
    const message = `${mode} is set to ${JSON.stringify(level)}, which is no level: ${CONSEQUENCE[mode]}.`;
    problems.push({ kind: 'level', mode, message });
  }
  if (version !== undefined && parseVersion(version) === undefined) {
    const message = `${mode}-version is set to ${JSON.stringify(version)}, which is no version: the latest is used instead.`;
    problems.push({ kind: 'version', mode, message });
  }
  return problems;
}
