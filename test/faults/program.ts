/** The real program, ended by kill -9 at one of its requests: from the first on that would write, dry or not. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { CONTENT } from '../support/stub-lists.ts';
import { differenceOf, type Phase } from './files.ts';
import { configOf } from './live.ts';
import { Server } from './server.ts';
import type { Verdict } from './trial.ts';

const PROGRAM = join(import.meta.dirname, '..', '..', 'bin', 'kubectl-harden');
const ARGUMENTS: Readonly<Record<Phase, readonly string[]>> = {
  run: ['--apply', '-A', '--yes', '--max-disruption', 'access'],
  undo: ['undo', '--yes'],
};

export interface ProgramTrial {
  readonly phase: Phase;
  readonly at: number;
  readonly fault: 'kill' | 'killed';
}

interface Place {
  readonly server: Server;
  readonly run: (args: readonly string[]) => Promise<{ readonly stdout: string; readonly said: string }>;
  readonly close: () => void;
}

async function newPlace(): Promise<Place> {
  const top = mkdtempSync(join(tmpdir(), 'harden-faults-'));
  const server = new Server();
  server.isFromWrites = true;
  for (const [path, object] of [...CONTENT, KUBE_SYSTEM]) server.put(path, structuredClone(object) as never);
  const kubeconfig = join(top, 'config');
  writeFileSync(kubeconfig, JSON.stringify(configOf(await server.listen())));
  const env = { PATH: process.env.PATH, HOME: top, XDG_STATE_HOME: join(top, 'state'), KUBECONFIG: kubeconfig };
  let child: ChildProcess | undefined;
  server.kill = () => void child?.kill('SIGKILL');
  const run: Place['run'] = (args) =>
    new Promise((done, fail) => {
      const started = spawn(process.execPath, [PROGRAM, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
      child = started;
      const read = Promise.all([text(started.stdout), text(started.stderr)]);
      started.on('error', fail);
      started.on('close', () => void read.then(([stdout, said]) => done({ stdout, said })));
    });
  const close = () => {
    server.close();
    rmSync(top, { recursive: true, force: true });
  };
  return { server, run, close };
}

const KUBE_SYSTEM = [
  '/api/v1/namespaces/kube-system',
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'kube-system' } },
] as const;

export async function programTrials(): Promise<readonly ProgramTrial[]> {
  const { server, run, close } = await newPlace();
  const trials: ProgramTrial[] = [];
  for (const phase of ['run', 'undo'] as const) {
    server.begin(undefined);
    await run(ARGUMENTS[phase]);
    for (let at = 1; at <= server.count; at++)
      trials.push({ phase, at, fault: 'kill' }, { phase, at, fault: 'killed' });
  }
  close();
  return trials;
}

export async function tryProgram(trial: ProgramTrial): Promise<Verdict> {
  const { server, run, close } = await newPlace();
  try {
    const before = server.contents();
    if (trial.phase === 'undo') await run(ARGUMENTS.run);
    server.begin(trial);
    await run(ARGUMENTS[trial.phase]);
    server.begin(undefined);
    const { said } = await run(ARGUMENTS.undo);
    const left = differenceOf(before, server.contents());
    if (left !== undefined) return { verdict: said.includes('error:') ? 'told' : 'lost', text: `${left} ${said}` };
    return await closed(run);
  } finally {
    close();
  }
}

/** Nothing that was applied stands by the journal. */
async function closed(run: Place['run']): Promise<Verdict> {
  const { stdout } = await run(['history', '-o', 'json']);
  const runs = JSON.parse(stdout) as readonly { readonly run: string; readonly kind: string; readonly state: string }[];
  const open = runs.find(({ kind, state }) => kind === 'apply' && !['undone', 'failed'].includes(state));
  return open === undefined
    ? { verdict: 'whole', text: '' }
    : { verdict: 'told', text: `${open.run} is ${open.state}` };
}
