/** The Pod Security labels of a namespace as places and edits. */
import type { Change, Edit, NamespaceSubject } from 'kubectl-harden/plugin-api';
import { levelLabel, type Mode, type Policy, versionLabel } from '../../src/analysis/pod-security/index.ts';

export function levelPath(mode: Mode) {
  return ['metadata', 'labels', levelLabel(mode)];
}
export function versionPath(mode: Mode) {
  return ['metadata', 'labels', versionLabel(mode)];
}
export function setLevel(mode: Mode, level: Policy['level']): Edit {
  return { op: 'set', path: levelPath(mode), value: level };
}
export function setVersion(mode: Mode, version: string): Edit {
  return { op: 'set', path: versionPath(mode), value: version };
}
/** Without a version the server takes its latest. */
export function enforced(level: Policy['level'], version: string | undefined): readonly Edit[] {
  return [setLevel('enforce', level), ...(version === undefined ? [] : [setVersion('enforce', version)])];
}
export function labelled({ ref }: NamespaceSubject, edits: readonly Edit[]): readonly Change[] {
  return [{ op: 'edit', target: ref, edits }];
}
