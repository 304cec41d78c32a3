/** Free ports on the loopback interface. */
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';

/** Below the range from which systems take the ports of outgoing connections: nobody takes one before it is used. */
const FROM = 15_000;
const TO = 32_000;

/** Held together until all are known, so that none is given twice. */
export async function freePorts(count: number): Promise<number[]> {
  const held = new Map<number, Server>();
  for (let tries = 0; held.size < count; tries++) {
    if (tries > 100 + count) throw new Error(`no free ports found between ${FROM} and ${TO}`);
    const port = randomInt(FROM, TO);
    const server = held.has(port) ? undefined : await hold(port);
    if (server !== undefined) held.set(port, server);
  }
  await Promise.all([...held.values()].map((server) => new Promise((resolve) => server.close(resolve))));
  return [...held.keys()];
}

async function hold(port: number): Promise<Server | undefined> {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
    return server;
  } catch {
    return undefined;
  }
}
