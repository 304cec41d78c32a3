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
