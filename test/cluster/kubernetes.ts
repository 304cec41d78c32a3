/** Which Kubernetes the control plane is built from: what `go.mod` pins, or what TEST_KUBERNETES names. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CONTROL_PLANE_MODULE } from './paths.ts';

export interface Release {
  /** `v1.37.2`, as `/version` says it. */
  readonly version: string;
  readonly minor: number;
  /** `go.mod`, or the file beside it that stands in for it; its sums are in the `.sum` file of that name. */
  readonly modFile: string;
}

const OTHER = /^kubernetes-(.+)\.mod$/;
const PINNED = /^\s*k8s\.io\/kubernetes (v1\.(\d+)\.\d+)$/m;

/** Rejects for a version that nobody has pinned. */
export async function wantedRelease(wanted = process.env.TEST_KUBERNETES): Promise<Release> {
  const usual = await releaseIn('go.mod');
  const asked = (wanted ?? '').replace(/^v/, '');
  if (asked === '' || `v${asked}` === usual.version) return usual;
  const others = (await readdir(CONTROL_PLANE_MODULE)).flatMap((file) => OTHER.exec(file)?.[1] ?? []).sort();
  if (others.includes(asked)) return releaseIn(`kubernetes-${asked}.mod`);
  const known = [usual.version.slice(1), ...others].join(', ');
  throw new Error(`TEST_KUBERNETES=${wanted} is pinned nowhere: test/cluster/control-plane holds ${known}`);
}

/** The module file and its sums. */
export function moduleFiles({ modFile }: Release): readonly string[] {
  return [modFile, modFile.replace(/\.mod$/, '.sum')];
}

async function releaseIn(modFile: string): Promise<Release> {
  const [, version, minor] = PINNED.exec(await readFile(join(CONTROL_PLANE_MODULE, modFile), 'utf8')) ?? [];
  if (version === undefined) throw new Error(`${modFile} pins no k8s.io/kubernetes`);
  return { version, minor: Number(minor), modFile };
}
