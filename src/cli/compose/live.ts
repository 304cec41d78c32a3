/** A live cluster: connected before a scan reads, or while the walk shows its first screen. */
import type { Source, Target } from '../../model/ports.ts';
import { resolveConnection } from '../../sources/live/config/connection.ts';
import {
  connectLive,
  type LiveConnection,
  type LiveHooks,
  type LiveStep,
  RequestLog,
  requestLines,
} from '../../sources/live/index.ts';
import type { HardenStore } from '../../store/state.ts';
import type { Invocation } from '../args/command.ts';
import { connectionFlags } from '../args/connection-flags.ts';
import { rejectedWhenAborted } from '../terminal/interrupt.ts';
import { VERSION } from '../version.ts';
import { keepHeapSmall } from './heap.ts';
import { tellRequests } from './requests.ts';
import type { OpenedSource } from './source.ts';

/** Connects at once, with warnings on stderr. */
export async function openLive(invocation: Invocation): Promise<OpenedSource> {
  const { flags, io, signal } = invocation;
  keepHeapSmall();
  const log = new RequestLog();
  const hooks: LiveHooks = { onWarning: io.warn, onRequest: (request) => log.note(request) };
  const connecting = connectLive(connectionFlags(flags), hooks, signal, { version: VERSION });
  const requests = () => requestLines(log.kinds());
  // A pipe may have no writer, and a plugin may ignore signals: an interrupt does not wait for them.
  const connection = await Promise.race([connecting, rejectedWhenAborted(signal)]).catch((error: unknown) => {
    tellRequests(requests, invocation);
    throw error;
  });
  const { source, target, context } = connection;
  return { type: 'live', source, target, context, requests, close: () => connection.close() };
}

/** Connects when the session begins to read, so that the first screen shows how it goes. */
export async function openLiveLater({ flags, io, signal }: Invocation): Promise<OpenedSource> {
  keepHeapSmall();
  const given = connectionFlags(flags);
  const resolved = await Promise.race([resolveConnection(given, io.env), rejectedWhenAborted(signal)]);
  const { context, user } = resolved;
  const closing = new AbortController();
  const steps = new Map<string, LiveStep>();
  let store: HardenStore | undefined;
  const hooks: LiveHooks = {
    hasScreen: () => store !== undefined,
    onStep: (step) => {
      steps.set(step.id, step);
      store?.setState({ connect: [...steps.values()] });
    },
    onWarning: (text) => {
      if (store === undefined) io.warn(text);
      else store.setState(({ messages }) => ({ messages: [...messages, { level: 'warning', text, at: Date.now() }] }));
    },
  };
  let connected: LiveConnection | undefined;
  const connect = once(async () => {
    connected = await connectLive(given, hooks, closing.signal, { version: VERSION, connection: resolved });
    return connected;
  });
  // A plugin may ask for something on the terminal, which it can do only before there are screens.
  if (user.exec !== undefined) await Promise.race([connect(), rejectedWhenAborted(signal)]);
  return {
    type: 'live',
    source: laterSource(connect, `context ${context}`),
    target: laterTarget(connect),
    context,
    show: (shown) => {
      store = shown;
      shown.setState({ connect: [...steps.values()] });
    },
    close: async () => {
      closing.abort();
      // One that is not made yet ends by the signal.
      await connected?.close();
    },
  };
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let done: Promise<T> | undefined;
  return () => {
    done ??= work();
    return done;
  };
}

function laterSource(connect: () => Promise<LiveConnection>, label: string): Source {
  return {
    type: 'live',
    label,
    identity: async (signal) => (await connect()).source.identity(signal),
    async *stream(options, signal) {
      yield* (await connect()).source.stream(options, signal);
    },
    may: async (question, signal) => (await connect()).source.may?.(question, signal),
  };
}

function laterTarget(connect: () => Promise<LiveConnection>): Target {
  return {
    type: 'live',
    identity: async (signal) => (await connect()).target.identity(signal),
    read: async (ref, signal) => (await connect()).target.read(ref, signal),
    write: async (request, options, signal) => (await connect()).target.write(request, options, signal),
  };
}
