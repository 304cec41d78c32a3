/** Builds what is released, and what describes it. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import manifest from '../../../package.json' with { type: 'json' };
import { VERSION } from '../../cli/version.ts';
import { type Archive, archiveOf } from './archive.ts';
import { type Bundle, bundleExecutable, packagesOf, sizeOf } from './bundle.ts';
import { componentsIn } from './components.ts';
import { sha256 } from './digest.ts';
import { buildExecutable } from './executable.ts';
import { checkExecutable } from './inspect/inspect.ts';
import { filledManifest } from './krew.ts';
import { licencesText } from './licences.ts';
import { nodeLicence } from './node-base.ts';
import { buildPackage } from './package.ts';
import { archiveFile, NODE_VERSION, ownPlatform, PLATFORMS, platformName, type ReleasePlatform } from './platforms.ts';
import { sbomText } from './sbom.ts';
import { signedAdHoc } from './sign.ts';
import { type ReleaseSource, releaseSource } from './source.ts';

/** Bytes. */
export const LARGEST_ARCHIVE = 50_000_000;
export const LARGEST_BUNDLE = 3_500_000;

type Say = (line: string) => void;

/** One archive for each platform, into the folder. Says of each what is known of it. */
export async function buildArchives(
  root: string,
  folder: string,
  platforms: readonly ReleasePlatform[],
  say: Say,
): Promise<readonly string[]> {
  const source = releaseSource(root);
  const bundle = await bundleOf(root, source);
  if (sizeOf(bundle) > LARGEST_BUNDLE) throw new Error(`the bundle is too large: ${megabytes(sizeOf(bundle))}`);
  say(`bundle: ${megabytes(sizeOf(bundle))} of ${VERSION}, commit ${source.commit}`);
  const licences = licencesText(root, componentsIn(root, packagesOf(bundle.metafile)), {
    version: NODE_VERSION,
    text: nodeLicence(),
  });
  return platforms.map((platform) => {
    const { program, known } = programFor(platform, bundle);
    const archive = archiveOf(root, platform, { program, licences, version: VERSION, time: source.time });
    say(`${platformName(platform)}: ${archive.file}, ${megabytes(archive.bytes.length)}; ${known}`);
    return kept(folder, archive);
  });
}

function bundleOf(root: string, { commit }: ReleaseSource): Promise<Bundle> {
  return bundleExecutable(root, { commit, kind: 'executable' });
}

function programFor(platform: ReleasePlatform, bundle: Bundle): { readonly program: Buffer; readonly known: string } {
  const built = buildExecutable(platform, bundle);
  const program = (platform.os === 'darwin' ? signedAdHoc(built) : undefined) ?? built;
  const signature = checkExecutable(program, platform, [bundle.first, bundle.code]);
  const isOwn = platform === ownPlatform();
  const checked = isOwn ? 'built on its own platform' : 'format, processor and contents checked, not run';
  if (platform.os !== 'darwin') return { program, known: checked };
  const signed =
    signature === 'none' ? 'not signed: Apple silicon does not run it before codesign does' : `signed ${signature}`;
  return { program, known: `${checked}; ${signed}` };
}

function kept(folder: string, { file, bytes }: Archive): string {
  if (bytes.length > LARGEST_ARCHIVE) throw new Error(`${file} is too large: ${megabytes(bytes.length)}`);
  const path = join(folder, file);
  writeFileSync(path, bytes);
  return path;
}

/** The npm package; checksums, bill of materials and manifest of what is in the folder. Throws where one is missing. */
export async function assemble(root: string, folder: string, say: Say): Promise<void> {
  const files = PLATFORMS.map((platform) => archiveFile(platform, VERSION));
  const missing = files.find((file) => !existsSync(join(folder, file)));
  if (missing !== undefined) throw new Error(`${missing} is not in ${folder}`);
  const source = releaseSource(root);
  const { metafile } = await bundleOf(root, source);
  const described = { version: VERSION, homepage: manifest.homepage, ...source };
  const tarball = basename(await buildPackage(root, folder, source));
  const sbom = Buffer.from(sbomText(described, componentsIn(root, packagesOf(metafile))));
  const sbomFile = `kubectl-harden_${VERSION}.cdx.json`;
  writeFileSync(join(folder, sbomFile), sbom);
  const digests = new Map(
    [...files, tarball, sbomFile].map((file) => [file, sha256(readFileSync(join(folder, file)))]),
  );
  writeFileSync(join(folder, 'checksums.txt'), [...digests].map(([file, digest]) => `${digest}  ${file}\n`).join(''));
  const template = readFileSync(join(root, 'krew-manifest.yaml'), 'utf8');
  writeFileSync(join(folder, 'harden.yaml'), filledManifest(template, VERSION, digests));
  say(`in ${folder}: ${tarball}, checksums.txt, ${sbomFile} and harden.yaml, the manifest for krew`);
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
