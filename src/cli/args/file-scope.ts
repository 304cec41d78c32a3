/** What of manifests the flags ask for, as a report tells it. */
import { relative, resolve, sep } from 'node:path';
import type { FileScope } from '../../model/report.ts';
import type { Flags } from './parse.ts';

/** `undefined` where no manifests are read. */
export function fileScopeOf(flags: Flags): FileScope | undefined {
  const folder = flags.text('kustomize');
  const paths = folder === undefined ? flags.list('filename') : [folder];
  if (paths.length === 0) return undefined;
  return {
    paths: paths.map(fromHere).toSorted(),
    recursive: flags.isOn('recursive'),
    exclude: flags.list('exclude').toSorted(),
    kustomize: folder !== undefined,
  };
}

/** Below the working folder relative to it, so that the same tree elsewhere reads the same; with forward slashes. */
function fromHere(path: string): string {
  if (path === '-') return path;
  const way = relative(process.cwd(), resolve(path));
  const isBelow = way !== '..' && !way.startsWith(`..${sep}`) && way !== resolve(path);
  return (isBelow ? way || '.' : path).replaceAll(sep, '/');
}
