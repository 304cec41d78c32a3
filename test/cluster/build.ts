/** The programs that the test cluster consists of: built once from pinned sources, or taken from KUBEBUILDER_ASSETS. */
import { createHash } from 'node:crypto';
import { access, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { goBuild, goVersion, type Log } from './go.ts';
import { moduleFiles, type Release, wantedRelease } from './kubernetes.ts';
import { CONTROL_PLANE_MODULE, cacheFolder, KWOK_MODULE } from './paths.ts';
import { withLock } from './processes/lock.ts';

export type Server = 'etcd' | 'kube-apiserver' | 'kube-controller-manager' | 'kube-scheduler' | 'kwok';
/** The servers, and what answers for the policy package of Pod Security. */
type Program = Server | 'pod-security';
/** How each is called, first the program; absent: not to be had here. */
export type Programs = { readonly [P in Program]?: readonly string[] } & { readonly origin: 'built' | 'assets' };

const VERSION_PACKAGE = 'k8s.io/component-base/version';
const STRIP = '-s -w';
const KWOK_FLAGS = ['-ldflags', STRIP];

function controlPlaneFlags({ version, minor, modFile }: Release): readonly string[] {
  const named = { gitVersion: version, gitMajor: 1, gitMinor: minor };
  const linked = Object.entries(named).map(([name, value]) => `-X ${VERSION_PACKAGE}.${name}=${value}`);
  return [`-modfile=${modFile}`, '-ldflags', [STRIP, ...linked].join(' ')];
}

export async function programs(log: Log): Promise<Programs> {
  const assets = process.env.KUBEBUILDER_ASSETS;
  return assets === undefined || assets === '' ? built(log) : fromAssets(assets, log);
}

async function built(log: Log): Promise<Programs> {
  const release = await wantedRelease();
  const folder = join(cacheFolder(), await fingerprint(await goVersion(CONTROL_PLANE_MODULE), release));
  if (!(await exists(folder))) {
    await mkdir(cacheFolder(), { recursive: true });
    await withLock(`${folder}.lock`, log, async () => {
      if (!(await exists(folder))) await build(release, folder, log);
    });
  }
  const controlPlane = join(folder, 'control-plane');
  return {
    origin: 'built',
    etcd: [controlPlane, 'etcd'],
    'kube-apiserver': [controlPlane, 'kube-apiserver'],
    'kube-controller-manager': [controlPlane, 'kube-controller-manager'],
    'kube-scheduler': [controlPlane, 'kube-scheduler'],
    kwok: [join(folder, 'kwok')],
    'pod-security': [controlPlane, 'pod-security'],
  };
}

/** Whole or not at all: the folder gets its name when everything in it is there. */
async function build(release: Release, folder: string, log: Log): Promise<void> {
  const partial = `${folder}.partial`;
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial);
  log('building a Kubernetes control plane from source; once only, 6 to 15 minutes with an empty Go cache');
  await goBuild(
    {
      module: CONTROL_PLANE_MODULE,
      pkg: '.',
      output: join(partial, 'control-plane'),
      flags: controlPlaneFlags(release),
      title: `Kubernetes ${release.version} and etcd`,
    },
    log,
  );
  await goBuild(
    {
      module: KWOK_MODULE,
      pkg: 'sigs.k8s.io/kwok/cmd/kwok',
      output: join(partial, 'kwok'),
      flags: KWOK_FLAGS,
      title: 'kwok, the fake kubelet',
    },
    log,
  );
  await rename(partial, folder);
}

/** Changes with everything that the programs are made of; a release that is not built counts for nothing. */
async function fingerprint(go: string, release: Release): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify([go, controlPlaneFlags(release), KWOK_FLAGS]));
  const sources = (await readdir(CONTROL_PLANE_MODULE)).filter((file) => file.endsWith('.go'));
  const parts = [
    { module: CONTROL_PLANE_MODULE, files: [...sources, ...moduleFiles(release)] },
    { module: KWOK_MODULE, files: await readdir(KWOK_MODULE) },
  ];
  for (const { module, files } of parts) {
    for (const file of files.sort()) hash.update(`\0${file}\0`).update(await readFile(join(module, file)));
  }
  return hash.digest('hex').slice(0, 16);
}

async function fromAssets(folder: string, log: Log): Promise<Programs> {
  const found: { -readonly [S in Server]?: readonly string[] } = {};
  const missing: string[] = [];
  for (const server of ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kwok'] as const) {
    const program = join(folder, server);
    if (await exists(program)) found[server] = [program];
    else missing.push(server);
  }
  if (found.etcd === undefined || found['kube-apiserver'] === undefined) {
    throw new Error(`KUBEBUILDER_ASSETS=${folder} holds no etcd or no kube-apiserver: unset it, or point it at both`);
  }
  log(`using the programs in KUBEBUILDER_ASSETS=${folder}`);
  if (missing.length > 0) log(`not there: ${missing.join(', ')}; nothing is rolled out, and tests of that will fail`);
  return { origin: 'assets', ...found };
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
