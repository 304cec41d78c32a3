/** Folders, kubeconfigs, clocks and connections for these tests. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { Clock } from '../../../src/sources/live/http/clock.ts';
import {
  type ConnectionFlags,
  connectLive,
  type LiveConnection,
  type LiveHooks,
  type LiveOptions,
} from '../../../src/sources/live/index.ts';

export function folder(): string {
  const made = mkdtempSync(path.join(os.tmpdir(), 'harden-live-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

/** Writes a file, folders included, and gives its path. */
export function write(root: string, name: string, content: string | object, mode = 0o644): string {
  const file = path.join(root, name);
  mkdirSync(path.dirname(file), { recursive: true });
  // JSON is YAML.
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content), { mode });
  return file;
}

/** A kubeconfig with one cluster, user and context, all of one name. */
export function config(server: string, user: object = { token: 't' }, cluster: object = {}, name = 'dev'): object {
  return {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name, cluster: { server, ...cluster } }],
    users: [{ name, user }],
    contexts: [{ name, context: { cluster: name, user: name } }],
    'current-context': name,
  };
}

/** Sleeps are over at once, and written down. */
export function quickClock(): Clock & { readonly sleeps: number[]; advance(ms: number): void } {
  const sleeps: number[] = [];
  let now = 0;
  return {
    sleeps,
    advance: (ms) => {
      now += ms;
    },
    now: () => now,
    wall: Date.now,
    random: () => 1,
    async sleep(ms, signal) {
      signal?.throwIfAborted();
      sleeps.push(ms);
      now += ms;
      await new Promise<void>((resolve) => setImmediate(resolve));
      signal?.throwIfAborted();
    },
  };
}

export async function connect(
  flags: ConnectionFlags,
  options: LiveOptions & { readonly hooks?: LiveHooks; readonly signal?: AbortSignal } = {},
): Promise<LiveConnection> {
  const { hooks = {}, signal, ...rest } = options;
  const connection = await connectLive(flags, { hasScreen: () => true, ...hooks }, signal, {
    env: { HOME: '/nowhere', PATH: process.env.PATH },
    ...rest,
  });
  onTestFinished(() => connection.close());
  return connection;
}

/** Connects with one kubeconfig of this content. */
export function connectWith(content: object, options: Parameters<typeof connect>[1] = {}): Promise<LiveConnection> {
  return connect({ kubeconfig: write(folder(), 'config', content) }, options);
}
