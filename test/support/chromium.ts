/**
 * A browser for the page of `-o html`: the one that CHROMIUM names or PATH has, else Debian's, which is unpacked into the
 * cache. Nothing is installed in the system, and no rights are needed.
 */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { type Browser, launch } from 'puppeteer-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const UNPACKED = ['usr', 'lib', 'chromium', 'chromium'];
const HELP =
  'The page of -o html was not looked at in a browser. Install Chromium or Chrome so that it is on PATH, or set CHROMIUM to ' +
  'its path; on Debian and Ubuntu with apt-get it is fetched by itself.';

const run = promisify(execFile);

/** Rejects with what to install: without a browser nothing is known of the page. */
export async function openBrowser(): Promise<Browser> {
  const found = process.env.CHROMIUM ?? onPath() ?? (await unpacked());
  const root = found.includes(cacheFolder()) ? join(found, '..', '..', '..', '..') : undefined;
  return launch({
    executablePath: found,
    headless: true,
    // A sandbox needs rights that tests have nowhere; the page is our own.
    args: ['--no-sandbox', '--disable-gpu', '--hide-scrollbars', '--force-color-profile=srgb'],
    env: root === undefined ? process.env : { ...process.env, LD_LIBRARY_PATH: libraryPath(root) },
  });
}

function onPath(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path));
}

function cacheFolder(): string {
  return join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'kubectl-harden', 'chromium');
}

async function unpacked(): Promise<string> {
  const root = join(cacheFolder(), 'root');
  if (!existsSync(join(root, ...UNPACKED))) await unpack(root);
  return join(root, ...UNPACKED);
}

/** With the libraries that the system lacks; it appears whole or not at all. */
async function unpack(root: string): Promise<void> {
  mkdirSync(cacheFolder(), { recursive: true });
  const work = mkdtempSync(join(cacheFolder(), 'fetch-'));
  try {
    await fetchPackages(work);
    const target = join(work, 'root');
    for (const name of readdirSync(join(work, 'archives')).filter((each) => each.endsWith('.deb')))
      await run('dpkg', ['-x', join(work, 'archives', name), target]);
    rmSync(root, { recursive: true, force: true });
    renameSync(target, root);
  } catch (error) {
    throw new Error(`${HELP} Fetching it failed: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

async function fetchPackages(work: string): Promise<void> {
  for (const folder of ['lists/partial', 'archives/partial']) mkdirSync(join(work, folder), { recursive: true });
  const own = [
    ['Dir::State::lists', join(work, 'lists')],
    ['Dir::Cache', work],
    ['Dir::Cache::archives', join(work, 'archives')],
    ['Debug::NoLocking', '1'],
    ['APT::Sandbox::User', ''],
  ].flatMap(([name, value]) => ['-o', `${name}=${value}`]);
  await run('apt-get', [...own, 'update'], { maxBuffer: 1 << 26 });
  await run('apt-get', [...own, 'install', '--download-only', '--yes', '--no-install-recommends', 'chromium'], {
    maxBuffer: 1 << 26,
  });
}

/** `usr/lib` and `lib` with their folders for the processor. */
function libraryPath(root: string): string {
  const bases = ['usr/lib', 'lib'].map((each) => join(root, each)).filter((each) => existsSync(each));
  const folders = bases.flatMap((base) => [
    base,
    ...readdirSync(base)
      .filter((name) => name.includes('-linux-gnu'))
      .flatMap((name) => [join(base, name), join(base, name, 'pulseaudio')]),
  ]);
  return folders.join(delimiter);
}
