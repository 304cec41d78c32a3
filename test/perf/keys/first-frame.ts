/** The first frame of the walk on a server that takes connections and never answers: it waits for nobody. */
import { writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { PROGRAM } from '../program.ts';
import { type Figure, median, seconds } from '../report.ts';
import { watchScreen } from '../terminal.ts';

const RUNS = 5;

export async function firstFrames(
  env: Readonly<Record<string, string>>,
  atMostMs: number,
  print: (figure: Figure) => void,
): Promise<void> {
  const sockets: Socket[] = [];
  const server = createServer((socket) => sockets.push(socket.on('error', () => undefined)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const config = join(env.HOME ?? '', 'silent.yaml');
    writeFileSync(config, kubeconfig((server.address() as AddressInfo).port));
    const times: number[] = [];
    for (let run = 0; run < RUNS; run++) {
      const { at } = await watchScreen([...PROGRAM, '--kubeconfig', config], env, [/\S/], 10_000);
      times.push(at[0] ?? Number.POSITIVE_INFINITY);
    }
    const is = median(times);
    print({
      name: 'keys: first frame, the API server silent',
      value: seconds(is),
      goal: { is: is / 1000, atMost: atMostMs / 1000, unit: ' s' },
    });
  } finally {
    for (const socket of sockets) socket.destroy();
    server.close();
  }
}

function kubeconfig(port: number): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'silent',
    clusters: [{ name: 'silent', cluster: { server: `https://127.0.0.1:${port}`, 'insecure-skip-tls-verify': true } }],
    users: [{ name: 'silent', user: { token: 'none' } }],
    contexts: [{ name: 'silent', context: { cluster: 'silent', user: 'silent' } }],
  });
}
