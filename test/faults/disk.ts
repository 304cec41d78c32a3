/**
 * The disk of this process, with a fault at one of its operations: each that changes something has a number. It stands
 * where the operating system stands, below all code of the program.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const ERRORS = ['EIO', 'ENOSPC', 'EACCES', 'EROFS', 'EMFILE', 'EINTR'] as const;
export const DISK_FAULTS = [...ERRORS, 'late', 'full', 'kill', 'killed', 'torn'] as const;
/**
 * EIO and the like: the operation fails and does nothing. late: it takes place and fails. full: it and every later one
 * fails for want of space. kill: the process is dead before it, killed: after it, torn: in the middle of a write.
 */
export type DiskFault = (typeof DISK_FAULTS)[number];

export interface Planned {
  /** The number of the operation, from 1. */
  readonly at: number;
  readonly fault: DiskFault;
  /** Ends the process in truth; without it, it only can do nothing any more. */
  readonly isReal?: boolean;
}

const CHANGES = [
  'writeSync',
  'fsyncSync',
  'fchmodSync',
  'renameSync',
  'linkSync',
  'unlinkSync',
  'mkdirSync',
  'rmSync',
] as const;
const OTHERS = ['openSync', 'readFileSync', 'readdirSync', 'statSync', 'realpathSync', 'accessSync'] as const;

type Call = (...given: unknown[]) => unknown;
const real = fs as unknown as Record<string, Call>;
const originals = new Map<string, Call>([...CHANGES, ...OTHERS].map((name) => [name, real[name] as Call]));
const unlink = fs.promises.unlink;
// No power fails here: what was written is there, and waiting for the disk would take most of the time.
originals.set('fsyncSync', () => undefined);

let count = 0;
let plan: Planned | undefined;
let isDead = false;
let log: string[] = [];

/** From now on operations are counted, and meet the fault. */
export function begin(planned: Planned | undefined): void {
  count = 0;
  plan = planned;
  isDead = false;
  log = [];
  for (const name of CHANGES) real[name] = (...given) => change(name, given);
  for (const name of OTHERS) real[name] = (...given) => other(name, given);
  fs.promises.unlink = async (path) => void change('unlinkSync', [path]);
  syncBuiltinESMExports();
}

/** The disk as it is. Returns what was done, by name. */
export function end(): readonly string[] {
  for (const [name, original] of originals) real[name] = original;
  fs.promises.unlink = unlink;
  isDead = false;
  syncBuiltinESMExports();
  return log;
}

export function isOver(): boolean {
  return isDead;
}

/** For what is no operation of the disk: a process that is dead sends nothing either. */
export function die(): void {
  isDead = true;
}

function call(name: string, given: readonly unknown[]): unknown {
  return originals.get(name)?.apply(fs, [...given]);
}

function other(name: string, given: readonly unknown[]): unknown {
  if (isDead) throw failure('EIO', name);
  return name === 'openSync' && isWriting(given[1]) ? change(name, given) : call(name, given);
}

function isWriting(flags: unknown): boolean {
  return typeof flags === 'string' && /^[wa]/.test(flags);
}

function change(name: string, given: readonly unknown[]): unknown {
  if (isDead) throw failure('EIO', name);
  count++;
  log.push(name);
  if (plan === undefined || count < plan.at || (count > plan.at && plan.fault !== 'full')) return call(name, given);
  switch (plan.fault) {
    case 'kill':
      return kill(name);
    case 'killed':
      call(name, given);
      return kill(name);
    case 'torn':
      if (name === 'writeSync') call(name, halved(given));
      return kill(name);
    case 'late':
      call(name, given);
      throw failure('EIO', name);
    case 'full':
      return name === 'unlinkSync' || name === 'rmSync' ? call(name, given) : fail('ENOSPC', name);
    default:
      throw failure(plan.fault, name);
  }
}

function halved([descriptor, bytes, offset = 0]: readonly unknown[]): readonly unknown[] {
  const from = offset as number;
  const length = Math.floor(((bytes as Buffer).length - from) / 2);
  return [descriptor, bytes, from, length];
}

function kill(name: string): never {
  if (plan?.isReal === true) process.kill(process.pid, 'SIGKILL');
  isDead = true;
  throw failure('EIO', name);
}

function fail(code: string, name: string): never {
  throw failure(code, name);
}

function failure(code: string, name: string): Error {
  return Object.assign(new Error(`${code}: at operation ${count}, ${name}`), { code, syscall: name });
}
