/** Versions in tags, compared by their numbers. */

type Version = readonly [major: number, minor: number, patch: number];

/** Undefined: the tag names no version. */
function versionOf(tag: string): Version | undefined {
  const [, major, minor, patch] = /^v?(\d+)\.(\d+)\.(\d+)/.exec(tag) ?? [];
  return major === undefined ? undefined : [Number(major), Number(minor), Number(patch)];
}

/**
 * Whether it is one of the releases, a later one of the same minor, or of a minor later than all of them; `undefined`: its
 * tag names no version.
 */
export function isAtLeast(tag: string, releases: readonly string[]): boolean | undefined {
  const own = versionOf(tag);
  if (own === undefined) return undefined;
  const known = releases.flatMap((each): readonly Version[] => {
    const version = versionOf(each);
    return version === undefined ? [] : [version];
  });
  const same = known.find(([major, minor]) => major === own[0] && minor === own[1]);
  if (same !== undefined) return own[2] >= same[2];
  return known.every(([major, minor]) => own[0] > major || (own[0] === major && own[1] > minor));
}
