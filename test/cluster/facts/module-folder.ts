/** Where Go keeps the sources that the test cluster is built from. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { CONTROL_PLANE_MODULE } from '../paths.ts';

/** `module`: "k8s.io/kubernetes". */
export async function moduleFolder(module: string): Promise<string> {
  const list = promisify(execFile)('go', ['list', '-m', '-f', '{{.Dir}}', module], { cwd: CONTROL_PLANE_MODULE });
  return (await list).stdout.trim();
}
