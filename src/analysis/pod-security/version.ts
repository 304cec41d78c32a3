/** Policy versions: `latest` or `v1.N`, compared by the minor that decides which revision of a rule holds. */
export const LATEST_VERSION = 'latest';

/**
 * Newest minor of Kubernetes whose rules were compared with these (`npm run upstream`): every newer version, `latest`
 * included, evaluates as this one.
 */
export const REVIEWED_MINOR = 37;

export interface PolicyVersion {
  /** Infinite for `latest`. */
  readonly minor: number;
}

const PINNED = /^v1\.(0|[1-9][0-9]*)$/;

/** `undefined` where the server would call the value invalid. */
export function parseVersion(text: string): PolicyVersion | undefined {
  if (text === LATEST_VERSION) return { minor: Number.POSITIVE_INFINITY };
  const minor = PINNED.exec(text)?.[1];
  return minor === undefined ? undefined : { minor: Number(minor) };
}

/**
 * The version whose rules a server of that minor applies: `latest`, and what is newer than the server, are its own.
 * Of a server that is not known every version is taken at its word.
 */
export function versionOn(server: number | undefined, version: string = LATEST_VERSION): string {
  if (server === undefined || (parseVersion(version)?.minor ?? server + 1) <= server) return version;
  return `v1.${server}`;
}

/** Whether the rules that the version selects on a server of that minor, where one was asked, are known here. */
export function isReviewed(server: number | undefined, version: string = LATEST_VERSION): boolean {
  if (server === undefined) return true;
  return (parseVersion(versionOn(server, version))?.minor ?? server) <= REVIEWED_MINOR;
}

/** Of `v1.36.3`; `undefined` where no server was asked. */
export function minorOf(gitVersion: string): number | undefined {
  const minor = /^v1\.([0-9]+)/.exec(gitVersion)?.[1];
  return minor === undefined ? undefined : Number(minor);
}

/** The rule set that a version selects; an invalid one selects the newest, as on the server. */
export function ruleSetMinor(text: string): number {
  return Math.min(parseVersion(text)?.minor ?? REVIEWED_MINOR, REVIEWED_MINOR);
}
