/** Where a result is: a line of a manifest, or an object of a cluster by a stable name. */
import { formatPath } from '../../kube/path.ts';
import { resourceName } from '../../kube/refs.ts';
import { knownNamespace } from '../../kube/unplaced.ts';
import type { Finding, Position } from '../../model/finding.ts';
import type { ObjectRef } from '../../plugin-api/index.ts';
import { printable } from '../../text/printable.ts';

/** `root`: the folder that file names are given from, in full. */
export function locationOf({ subject, origin, position, path }: Finding, root: string): object {
  const uri = origin === undefined ? objectUri(subject) : fileUri(origin.file, root);
  return {
    physicalLocation: { artifactLocation: { uri }, region: regionOf(position, origin?.line) },
    logicalLocations: [
      {
        name: printable(subject.name),
        fullyQualifiedName: printable(
          `${placeOf(subject)}${resourceName(subject)}${path === undefined ? '' : formatPath(path)}`,
        ),
        kind: 'resource',
      },
    ],
  };
}

function regionOf(position: Position | undefined, line = 1): object {
  return position === undefined ? { startLine: line } : { startLine: position.line, startColumn: position.column };
}

/** Of the whole cluster, or of all that was read: no object and no line is meant. */
export function checkLocation(id: string): object {
  return {
    physicalLocation: { artifactLocation: { uri: uriOf(['cluster', ...id.split('/')]) }, region: { startLine: 1 } },
    logicalLocations: [{ name: 'cluster', fullyQualifiedName: 'cluster', kind: 'resource' }],
  };
}

/** No such file exists: code scanning wants one, the same in every run. */
function objectUri(ref: ObjectRef): string {
  const namespace = knownNamespace(ref.namespace);
  return uriOf(['cluster', ...(namespace === '' ? [] : [namespace]), ...printable(resourceName(ref)).split('/')]);
}

function placeOf({ namespace }: ObjectRef): string {
  const known = knownNamespace(namespace);
  return known === '' ? '' : `${known}/`;
}

/** Relative to the root where it is below it, as code scanning wants it; with its scheme elsewhere. */
export function fileUri(file: string, root: string): string {
  if (file === '-') return 'stdin';
  const path = slashes(file);
  const base = `${slashes(root).replace(/\/+$/, '')}/`;
  const relative = path.startsWith(base) ? path.slice(base.length) : path;
  const isAbsolute = relative.startsWith('/') || /^[A-Za-z]:\//.test(relative);
  if (!isAbsolute) return uriOf(relative.replace(/^(\.\/)+/, '').split('/'));
  return `file:///${uriOf(relative.replace(/^\/+/, '').split('/'))}`;
}

/** A backslash is a part of a name but on Windows, where paths begin with a drive or hold no slash. */
function slashes(path: string): string {
  return /^[A-Za-z]:\\/.test(path) ? path.replaceAll('\\', '/') : path;
}

function uriOf(segments: readonly string[]): string {
  return segments.map((segment) => encodeURIComponent(segment.toWellFormed())).join('/');
}
