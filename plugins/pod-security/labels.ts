/** The Pod Security labels of a namespace as places and edits. */
import {
  type Change,
  type Edit,
  type NamespaceSubject,
  type Place,
  placeIn,
  podSecurity,
} from 'kubectl-harden/plugin-api';

type Mode = podSecurity.Mode;
type Level = podSecurity.Policy['level'];

/** The levels of a namespace are one decision. */
export function levelsOf({ ref, name }: NamespaceSubject): Place {
  return placeIn(ref, 'levels', `Pod Security levels of ${name}`);
}

export function levelPath(mode: Mode) {
  return ['metadata', 'labels', podSecurity.levelLabel(mode)];
}
export function versionPath(mode: Mode) {
  return ['metadata', 'labels', podSecurity.versionLabel(mode)];
}
export function setLevel(mode: Mode, level: Level): Edit {
  return { op: 'set', path: levelPath(mode), value: level };
}
export function setVersion(mode: Mode, version: string): Edit {
  return { op: 'set', path: versionPath(mode), value: version };
}
/** Without a version the server takes its latest. */
export function enforced(level: Level, version: string | undefined): readonly Edit[] {
  return [setLevel('enforce', level), ...(version === undefined ? [] : [setVersion('enforce', version)])];
}
export function labelled({ ref }: NamespaceSubject, edits: readonly Edit[]): readonly Change[] {
  return [{ op: 'edit', target: ref, edits }];
}
