/** What can be wrong with the labels themselves. */
import { podSecurity } from 'kubectl-harden/plugin-api';

type Mode = podSecurity.Mode;

import { pinProblems } from './pins.ts';

export type Labels = Readonly<Record<string, string>>;

/** level, version: not a value that the server knows. unpinned: follows upgrades. old: rules have changed since. unread: no label of Pod Security. */
export type ProblemKind = 'level' | 'version' | 'unpinned' | 'old' | 'unread';
export interface Problem {
  readonly kind: ProblemKind;
  readonly mode: Mode;
  /** Where it is no label of a mode: which one it is. */
  readonly label?: string;
  readonly message: string;
}

const CONSEQUENCE = {
  enforce: 'the server enforces restricted instead',
  audit: 'the server audits nothing instead',
  warn: 'the server warns of nothing instead',
} as const;

/** `server`: its version as in a label; absent: not known, then no version is called old. */
export function problemsOf(labels: Labels, server: string | undefined): readonly Problem[] {
  return [
    ...podSecurity.MODES.flatMap((mode) => invalidValues(labels, mode)),
    ...pinProblems(labels, server),
    ...unreadLabels(labels),
  ];
}

const KNOWN: ReadonlySet<string> = new Set(
  podSecurity.MODES.flatMap((mode) => [podSecurity.levelLabel(mode), podSecurity.versionLabel(mode)]),
);

/** They read like a level, and the server looks at none of them. */
function unreadLabels(labels: Labels): readonly Problem[] {
  return Object.keys(labels)
    .filter((label) => label.startsWith(podSecurity.LABEL_PREFIX) && !KNOWN.has(label))
    .sort()
    .map((label) => {
      const message = `Label ${label} is none of Pod Security: the server does not look at it.`;
      return { kind: 'unread', mode: 'enforce', label, message };
    });
}

/** A level is enforced as of a version: with each version of the server it may be an old one. */
export function isPinned(labels: Labels): boolean {
  const version = labels[podSecurity.versionLabel('enforce')];
  return version !== undefined && version !== podSecurity.LATEST_VERSION;
}

function invalidValues(labels: Labels, mode: Mode): readonly Problem[] {
  const level = labels[podSecurity.levelLabel(mode)];
  const version = labels[podSecurity.versionLabel(mode)];
  const problems: Problem[] = [];
  if (level !== undefined && podSecurity.parseLevel(level) === undefined) {
    const message = `${mode} is set to ${JSON.stringify(level)}, which is no level: ${CONSEQUENCE[mode]}.`;
    problems.push({ kind: 'level', mode, message });
  }
  if (version !== undefined && podSecurity.parseVersion(version) === undefined) {
    const message = `${mode}-version is set to ${JSON.stringify(version)}, which is no version: the latest is used instead.`;
    problems.push({ kind: 'version', mode, message });
  }
  return problems;
}
