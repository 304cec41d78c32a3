/** Which source and target the flags name: a cluster, manifests, or the sample. */
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '../../disk/temporary.ts';
import type { Source, SourceType, Target } from '../../model/ports.ts';
import type { RunPlace } from '../../remediation/index.ts';
import type { HardenStore } from '../../store/state.ts';
import type { Invocation } from '../args/command.ts';
import { CliError, EXIT } from '../exit.ts';

export interface OpenedSource {
  readonly type: SourceType;
  readonly source: Source;
  readonly target: Target;
  /** Name of the kubeconfig context; of the sample and of files what they are called. */
  readonly context: string;
  /** Manifests that came from stdin, with the changes made since: they go to stdout, and nothing else does. */
  editedStream?(): Buffer;
  /** In place of the operator's: a stream has no history. */
  readonly stateFolder?: string;
  /** Shows how connecting goes on the screens of this store. */
  show?(store: HardenStore): void;
  close?(): Promise<void>;
  /** What was asked of a server so far, for people. */
  requests?(): readonly string[];
}

export interface SourceOptions {
  readonly stateFolder: string;
  /** Connecting is shown on the first screen. */
  readonly isWalk: boolean;
  /** A run to undo, where no flag says of which place. */
  readonly run?: string | undefined;
}

export async function openSource(
  invocation: Invocation,
  { stateFolder, isWalk, run }: SourceOptions,
): Promise<OpenedSource> {
  const { flags, program } = invocation;
  const paths = flags.list('filename');
  const folder = flags.text('kustomize');
  const isNamed = paths.length > 0 || flags.text('sample') !== undefined || folder !== undefined;
  const place =
    run === undefined || isNamed
      ? undefined
      : (await import('../../remediation/index.ts')).placeOfRun(stateFolder, run);
  if (place?.source === 'files') return openPlace(place);
  const sample = place?.source === 'sample' ? 'kept' : flags.text('sample');
  const given = [
    ...(sample === undefined ? [] : ['--sample']),
    ...(paths.length === 0 ? [] : ['--filename']),
    ...(folder === undefined ? [] : ['--kustomize']),
  ];
  if (given.length > 1)
    throw new CliError(
      EXIT.usage,
      `${given.slice(0, 2).join(' and ')} exclude each other`,
      `See '${program} --help' for usage.`,
    );
  if (sample !== undefined) {
    const { openSample } = await import('../../sources/sample/index.ts');
    const file = join(stateFolder, 'sample.json');
    return { type: 'sample', context: 'sample', ...openSample({ file, isAnew: sample === 'new' }) };
  }
  if (folder !== undefined && flags.isOn('recursive'))
    throw new CliError(EXIT.usage, '--recursive needs --filename', `See '${program} --help' for usage.`);
  if (folder !== undefined) return openFolder(folder, namespaceOf(flags));
  if (flags.isOn('recursive') && paths.length === 0)
    throw new CliError(EXIT.usage, '--recursive needs --filename', `See '${program} --help' for usage.`);
  if (flags.list('exclude').length > 0 && paths.length === 0)
    throw new CliError(EXIT.usage, '--exclude needs --filename', `See '${program} --help' for usage.`);
  if (paths.length > 0) return openManifests(invocation, paths);
  const { openLive, openLiveLater } = await import('./live.ts');
  return isWalk ? openLiveLater(invocation) : openLive(invocation);
}

/** What the kustomization builds, or the files that the run has changed, whatever else is beside them. */
async function openPlace({ cluster, roots, files }: RunPlace): Promise<OpenedSource> {
  const { identityOfBuild, openFiles } = await import('../../sources/files/index.ts');
  const [folder] = roots;
  if (folder !== undefined && (await identityOfBuild(folder)).id === cluster.id) return openFolder(folder);
  const there = files.filter((path) => existsSync(path));
  const paths = there.length > 0 ? there : roots;
  return { type: 'files', context: roots.join(', '), ...openFiles({ paths, given: { identity: cluster, roots } }) };
}

async function openManifests({ flags, program }: Invocation, paths: readonly string[]): Promise<OpenedSource> {
  const isStream = paths.includes('-');
  if (isStream && process.stdin.isTTY === true)
    throw new CliError(
      EXIT.usage,
      '--filename - reads stdin, and nothing is piped into it',
      `See '${program} --help' for usage.`,
    );
  if (isStream && paths.some((path) => path !== '-') && flags.isOn('apply'))
    throw new CliError(
      EXIT.usage,
      '--apply takes --filename - alone: a changed stream is printed, changed files are kept in the history',
      `See '${program} --help' for usage.`,
    );
  const namespace = namespaceOf(flags);
  const { openFiles } = await import('../../sources/files/index.ts');
  const { source, target, editedStdin } = openFiles({
    paths,
    recursive: flags.isOn('recursive'),
    exclude: flags.list('exclude'),
    ...(namespace === undefined ? {} : { namespace }),
    ...(isStream ? { stdin: process.stdin } : {}),
  });
  return {
    type: 'files',
    source,
    target,
    context: paths.join(', '),
    ...(isStream ? { editedStream: editedStdin, ...(await scratchFolder()) } : {}),
  };
}

async function openFolder(folder: string, namespace?: string): Promise<OpenedSource> {
  const { openKustomization } = await import('../../sources/files/index.ts');
  return { type: 'files', context: folder, ...openKustomization(folder, namespace) };
}

/** As kubectl: the one namespace that is named is that of objects which name none. */
function namespaceOf(flags: Invocation['flags']): string | undefined {
  const [namespace, ...others] = flags.list('namespace');
  return others.length > 0 ? undefined : namespace;
}

async function scratchFolder(): Promise<Required<Pick<OpenedSource, 'stateFolder' | 'close'>>> {
  const stateFolder = await temporaryFolder();
  return { stateFolder, close: () => rm(stateFolder, { recursive: true, force: true }) };
}
