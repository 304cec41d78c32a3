/** Paths of reports, with forward slashes: compared, never followed. */

/** Without what leads nowhere: `./a/../b/` is `b`; the folder itself is `.`. */
export function cleanPath(path: string): string {
  const steps: string[] = [];
  for (const step of path.split('/')) {
    if (step === '' || step === '.') continue;
    if (step === '..' && steps.length > 0 && steps.at(-1) !== '..') steps.pop();
    else steps.push(step);
  }
  const root = isAbsolute(path) ? '/' : '';
  return `${root}${steps.join('/')}` || '.';
}

export function isAbsolute(path: string): boolean {
  return path.startsWith('/') || /^[A-Za-z]:\//.test(path);
}

/** `c` of `a/b/c`. */
export function lastStep(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** `a/b` of `a/b/c`, `.` of `c`. */
export function folderOf(path: string): string {
  const at = path.lastIndexOf('/');
  return at < 0 ? '.' : path.slice(0, at);
}
