/** Mounts at paths where programs look for cloud credentials. */
import { type Container, containerName, mountsOf, type Violation, type Workload } from 'kubectl-harden/plugin-api';
import { type Brought, broughtBy, type Mount } from './given.ts';
import type { Names } from './names.ts';

export function judgeFiles(workload: Workload, container: Container, names: Names): readonly Violation[] {
  const found = mountsOf(workload, container).flatMap(([mount, volume]) =>
    broughtBy(volume).flatMap((brought) => judgeMount(container, mount, brought, names)),
  );
  return [
    ...new Map(found.map((violation) => [`${JSON.stringify(violation.path)} ${violation.key}`, violation])).values(),
  ];
}

function judgeMount(container: Container, mount: Mount, brought: Brought, names: Names): readonly Violation[] {
  const at = normal(mount.mountPath);
  const found = filesOf(mount, brought).flatMap((file) => {
    const provider = names.file(file);
    return provider === undefined ? [] : [{ file, provider, text: 'Only the path was seen: contents are not read.' }];
  });
  const provider = isFolder(mount, brought) ? names.folder(at) : undefined;
  const folder = { file: at, provider, text: 'Which files are in it is not visible.' };
  return [...found, ...(provider === undefined ? [] : [folder])].map(({ file, provider, text }) => ({
    message: `${containerName(container)} mounts ${brought.by} where programs look for ${provider} credentials: ${file}.`,
    path: [...container.path, 'volumeMounts', { key: 'mountPath', is: mount.mountPath }],
    part: container.name,
    key: file,
    value: `${brought.by} at ${file}`,
    evidence: [{ text }],
  }));
}

/** Of a volume whose files are not visible, all of it. */
function isFolder({ subPath, subPathExpr }: Mount, { files, isSettings }: Brought): boolean {
  return files === undefined && !isSettings && !subPath && subPathExpr === undefined;
}

function filesOf({ mountPath, subPath, subPathExpr }: Mount, { files }: Brought): readonly string[] {
  const at = normal(mountPath);
  // A part of a volume by an expression, or of one whose files are not visible, may be a file.
  if (files === undefined || subPathExpr !== undefined) return [at];
  if (!subPath) return files.map((file) => `${at}/${normal(file)}`);
  const part = normal(subPath);
  if (files.includes(part)) return [at];
  return files.flatMap((file) => (file.startsWith(`${part}/`) ? [`${at}${file.slice(part.length)}`] : []));
}

/** `/root//.aws/` and `C:\Users\app\.aws` with single slashes and none at the end. */
function normal(path: string): string {
  return path.replace(/[\\/]+/g, '/').replace(/(?<=.)\/$/, '');
}
