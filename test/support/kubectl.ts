/** Runs the machine's kubectl, the real one. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';

export interface Answer {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}
export interface RunOptions {
  readonly stdin?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** The caller looks at the exit code itself. */
  readonly fails?: boolean;
}

export async function runKubectl(
  kubeconfig: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<Answer> {
  const child = spawn('kubectl', [...args], {
    stdio: 'pipe',
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    env: {
      ...process.env,
      KUBECONFIG: kubeconfig,
      KUBECACHEDIR: join(dirname(kubeconfig), 'kubectl-cache'),
      ...options.env,
    },
  });
  child.stdin.on('error', () => {});
  child.stdin.end(options.stdin ?? '');
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  if (code !== 0 && options.fails !== true) throw new Error(`kubectl ${args.join(' ')}: exit code ${code}\n${stderr}`);
  return { stdout, stderr, code };
}
