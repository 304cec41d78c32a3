/** The Go toolchain: is it there, and compiling with a sign of life. */
import { execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';

const MINIMUM = [1, 26] as const;
const SIGN_OF_LIFE_MS = 20_000;

export type Log = (line: string) => void;

/** The toolchain's version as it names itself; rejects with a sentence that says what to install. */
export async function goVersion(module: string): Promise<string> {
  let said = 'it was not found';
  try {
    // Asked inside the module: a toolchain that is too old fetches the one that go.mod wants, where it may.
    const { stdout } = await promisify(execFile)('go', ['version'], { cwd: module });
    const [, major, minor] = /go(\d+)\.(\d+)/.exec(stdout) ?? [];
    if (Number(major) > MINIMUM[0] || (Number(major) === MINIMUM[0] && Number(minor) >= MINIMUM[1])) {
      return stdout.trim();
    }
    said = `this is ${stdout.trim()}`;
  } catch (error) {
    const { code, stderr } = error as { code?: unknown; stderr?: string };
    if (code !== 'ENOENT') said = `it says: ${(stderr ?? String(error)).trim().split('\n')[0]}`;
  }
  throw new Error(
    `the test cluster needs Go ${MINIMUM.join('.')} or newer to build a real Kubernetes control plane, and ${said}: ` +
      'install it (with your package manager, `brew install go` or `snap install go --classic`), ' +
      'or set KUBEBUILDER_ASSETS to a folder with etcd and kube-apiserver, ' +
      'or run `npm run test:quick`, which leaves the cluster out',
  );
}

export interface GoBuild {
  readonly module: string;
  /** What is compiled: a package, as `go build` names it. */
  readonly pkg: string;
  readonly output: string;
  readonly flags: readonly string[];
  readonly title: string;
}

/** Compiles; writes a line to the log every 20 seconds, so that nobody takes a cold build for a hung one. */
export async function goBuild(build: GoBuild, log: Log): Promise<void> {
  const started = Date.now();
  const child = spawn('go', ['build', '-v', '-buildvcs=false', ...build.flags, '-o', build.output, build.pkg], {
    cwd: build.module,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let packages = 0;
  let tail = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    packages += text.split('\n').length - 1;
    tail = (tail + text).slice(-4000);
  });
  const alive = setInterval(() => {
    const seconds = Math.round((Date.now() - started) / 1000);
    const last = tail.trimEnd().split('\n').at(-1) ?? '';
    log(`${build.title}: ${seconds} s, ${packages} packages so far, now at ${last}`);
  }, SIGN_OF_LIFE_MS);
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject).once('close', resolve);
    });
    if (code !== 0) throw new Error(`${build.title} failed (go build, exit code ${code}):\n${tail}`);
  } finally {
    clearInterval(alive);
  }
  log(`${build.title}: done in ${Math.round((Date.now() - started) / 1000)} s`);
}
