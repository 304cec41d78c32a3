/** The real krew with a root, a home and an index of its own; whatever it downloads comes from this process. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { inject } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { sha256 } from '../../src/tools/release/digest.ts';
import { filledManifest } from '../../src/tools/release/krew.ts';

export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Krew {
  readonly folder: string;
  /** Where krew puts the links of plugins. */
  readonly bin: string;
  readonly env: Readonly<Record<string, string>>;
  kubectl(...args: readonly string[]): Promise<Ended>;
  run(program: string, args: readonly string[], cwd?: string): Promise<Ended>;
  /** `harden.yaml` with these archives, to be downloaded from this machine. */
  manifest(version: string, archives: ReadonlyMap<string, Buffer>): string;
  close(): void;
}

const ROOT = join(import.meta.dirname, '..', '..');

export async function startKrew(): Promise<Krew> {
  const folder = mkdtempSync(join(tmpdir(), 'kubectl-harden-krew-'));
  const root = join(folder, 'krew');
  const tools = join(folder, 'tools');
  await mkdir(tools);
  symlinkSync(inject('built').krew, join(tools, 'kubectl-krew'));
  const served = new Map<string, Buffer>();
  const server = await serve(served);
  const { port } = server.address() as AddressInfo;
  const env = {
    HOME: folder,
    KREW_ROOT: root,
    KREW_NO_UPGRADE_CHECK: '1',
    GIT_CONFIG_NOSYSTEM: '1',
    PATH: [join(root, 'bin'), tools, process.env.PATH].join(delimiter),
  };
  const run = (program: string, args: readonly string[], cwd = folder) => ended(program, args, { cwd, env });
  return {
    folder,
    bin: join(root, 'bin'),
    env,
    run,
    kubectl: (...args) => run('kubectl', args),
    manifest: (version, archives) => {
      for (const [name, bytes] of archives) served.set(`/${version}/${name}`, bytes);
      return manifestFor(version, archives, `http://127.0.0.1:${port}`);
    },
    close: () => {
      server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function manifestFor(version: string, archives: ReadonlyMap<string, Buffer>, host: string): string {
  const text = readFileSync(join(ROOT, 'krew-manifest.yaml'), 'utf8');
  const digests = new Map([...archives].map(([name, bytes]) => [name, sha256(bytes)]));
  const filled = filledManifest(text.replaceAll(`v${manifest.version}`, version), version, digests);
  return filled.replaceAll(`${manifest.homepage}/releases/download`, host);
}

/** Files by the path that they are asked for. */
async function serve(files: ReadonlyMap<string, Buffer>): Promise<Server> {
  const server = createServer((request, response) => {
    const file = files.get(request.url ?? '');
    response.writeHead(file === undefined ? 404 : 200).end(file);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

function ended(
  program: string,
  args: readonly string[],
  options: { cwd: string; env: NodeJS.ProcessEnv },
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = execFile(program, args, { ...options, maxBuffer: 64 << 20 }, (error, stdout, stderr) => {
      if (error !== null && typeof error.code !== 'number') reject(error);
      else resolve({ code: child.exitCode ?? -1, stdout, stderr });
    });
    child.stdin?.end();
  });
}
