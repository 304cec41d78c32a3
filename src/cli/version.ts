import manifest from '../../package.json' with { type: 'json' };

export const VERSION = `v${manifest.version}`;

/** How a released program was made. */
export interface BuildInfo {
  /** Full id of the commit, with `-dirty` where files were changed since. */
  readonly commit: string;
  readonly kind: 'executable' | 'package';
}

/** Put in by a release. */
declare const HARDEN_BUILD: BuildInfo | undefined;

/** `undefined` in a bundle of a work tree, which knows no commit. */
export const BUILD: BuildInfo | undefined = typeof HARDEN_BUILD === 'undefined' ? undefined : HARDEN_BUILD;
