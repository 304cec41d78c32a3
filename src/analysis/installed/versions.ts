/** Versions as tags write them: `v1.18.1`, `1.18.1-alpine`, `2.1`. Pure. */

export type Version = readonly [major: number, minor: number, patch: number];

/** `undefined` where the tag names none: `latest`, a digest. */
export function versionOf(text: string): Version | undefined {
  const [, major, minor, patch = '0'] = /^v?(\d+)\.(\d+)(?:\.(\d+))?(?![\d.])/.exec(text) ?? [];
  return major === undefined || minor === undefined ? undefined : [Number(major), Number(minor), Number(patch)];
}

/** Negative when left is older. */
export function compareVersions(left: Version, right: Version): number {
  return left[0] - right[0] || left[1] - right[1] || left[2] - right[2];
}

/**
 * Whether it is one of the releases, a later one of the same minor, or of a minor later than all of them; `undefined`: its
 * tag names no release, as `1.12` does not.
 */
export function isAtLeast(tag: string, releases: readonly string[]): boolean | undefined {
  const own = releaseOf(tag);
  if (own === undefined) return undefined;
  const known = releases.flatMap((each): readonly Version[] => {
    const release = releaseOf(each);
    return release === undefined ? [] : [release];
  });
  const same = known.find(([major, minor]) => major === own[0] && minor === own[1]);
  if (same !== undefined) return compareVersions(own, same) >= 0;
  return known.every(([major, minor]) => compareVersions(own, [major, minor, 0]) > 0);
}

function releaseOf(text: string): Version | undefined {
  return /^v?\d+\.\d+\.\d+/.test(text) ? versionOf(text) : undefined;
}
