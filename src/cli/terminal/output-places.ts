/** Where outputs may go, told before anything is read: a scan of minutes must not end in a place that takes nothing. */
import { closeSync, openSync, readSync, type Stats, statSync } from 'node:fs';
import { basename, delimiter, dirname, extname, join, sep } from 'node:path';
import { realPath } from '../../disk/read.ts';
import { demandCreatable, demandWritable } from '../../disk/write.ts';
import { problemText } from '../../text/errors.ts';
import { type Target, targetsOf } from '../args/format.ts';
import type { Flags } from '../args/parse.ts';
import { CliError, EXIT } from '../exit.ts';

/** Throws CliError with exit code 2. Nothing is changed. */
export function demandPlaces(flags: Flags, env: NodeJS.ProcessEnv = process.env): void {
  const files = targetsOf(flags).flatMap(({ format, file }) => (file === undefined ? [] : [{ format, file }]));
  const inputs = inputsOf(flags, env);
  const taken = new Map<string, Target>();
  for (const target of files) {
    const { file } = target;
    demandPlace(file);
    const identity = identityOf(file);
    const input = inputs.find((each) => identityOf(each) === identity);
    if (input !== undefined) throw cannotBe(file, `this command reads ${input}`);
    if (isManifest(file, flags)) throw cannotBe(file, 'it is one of the manifests that are read');
    const other = taken.get(identity);
    if (other !== undefined) throw cannotBe(file, `it is the file of ${other.format.name} under another name`);
    taken.set(identity, target);
  }
}

function demandPlace(file: string): void {
  try {
    const stats = statsOf(file);
    if (stats?.isDirectory() === true) throw cannotBe(file, 'it is a folder');
    if (stats === undefined && statsOf(dirname(file)) === undefined)
      throw cannotBe(file, `the folder ${dirname(file)} is not there`);
    if (stats === undefined) demandCreatable(file);
    else if (stats.isFile()) demandWritable(file);
  } catch (error) {
    if (error instanceof CliError) throw error;
    throw cannotBe(file, problemText(error));
  }
}

/** The same for every name of a file: links and `./` are looked through. A device may take several outputs. */
function identityOf(file: string): string {
  const stats = statsOf(file);
  if (stats?.isFile() === true || stats?.isFIFO() === true) return `${stats.dev}:${stats.ino}`;
  if (stats !== undefined) return file;
  return join(realPath(dirname(file)), basename(file));
}

const READ = ['records', 'kubeconfig', 'certificate-authority', 'client-certificate', 'client-key'] as const;

/** Files that an output would destroy. A baseline may be renewed by the scan that was compared with it. */
function inputsOf(flags: Flags, { KUBECONFIG = '' }: NodeJS.ProcessEnv): readonly string[] {
  const named = READ.flatMap((name) => flags.text(name) ?? []);
  const manifests = flags.list('filename').filter((path) => statsOf(path)?.isFile() === true);
  return [...named, ...KUBECONFIG.split(delimiter), ...manifests].filter((path) => statsOf(path)?.isFile() === true);
}

const EXTENSIONS: ReadonlySet<string> = new Set(['.yaml', '.yml', '.json']);

/** It is there, in a folder that is read, and no output of this program. */
function isManifest(file: string, flags: Flags): boolean {
  if (!EXTENSIONS.has(extname(file)) || statsOf(file)?.isFile() !== true) return false;
  const folders = [...flags.list('filename'), ...[flags.text('kustomize') ?? []].flat()];
  const own = dirname(realPath(file));
  const isDeep = flags.isOn('recursive') || flags.text('kustomize') !== undefined;
  const isRead = folders
    .filter((path) => statsOf(path)?.isDirectory() === true)
    .map(realPath)
    .some((folder) => own === folder || (isDeep && own.startsWith(`${folder}${sep}`)));
  return isRead && !isOurs(headOf(file));
}

/** As reports, SARIF and policy reports begin; an empty file holds nothing to lose. */
const OURS = [
  /^\s*$/,
  /^\{\s*"apiVersion": "harden\.kubectl\.dev\/\w+",\s*"kind": "Report",/,
  /^apiVersion: harden\.kubectl\.dev\/\w+\nkind: Report\n/,
  /^\{\s*"\$schema": "https:\/\/json\.schemastore\.org\/sarif-[\s\S]*"name": "kubectl-harden"/,
  /^\{\s*"apiVersion": "v1",\s*"kind": "List",\s*"items": \[\s*(\]|\{\s*"apiVersion": "(wgpolicyk8s|openreports)\.io\/)/,
];

function isOurs(head: string): boolean {
  return OURS.some((start) => start.test(head));
}

const HEAD = 512;

function headOf(file: string): string {
  const descriptor = openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(HEAD);
    return bytes.subarray(0, readSync(descriptor, bytes)).toString('utf8');
  } finally {
    closeSync(descriptor);
  }
}

function statsOf(path: string): Stats | undefined {
  return path === '' || path === '-' ? undefined : statSync(path, { throwIfNoEntry: false });
}

function cannotBe(file: string, why: string): CliError {
  return new CliError(EXIT.usage, `cannot write ${file}: ${why}`);
}
