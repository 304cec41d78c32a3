/**
 * The yardstick for clusters: list the given paths one after the other on one kept-alive connection and decode the
 * answers, and nothing else. Arguments: server, CA file, token, page size (0: none), paths.
 */
import { readFileSync } from 'node:fs';
import { Client } from 'undici';

interface List {
  readonly items: readonly unknown[];
  readonly metadata: { readonly continue?: string };
}

const [, , server = '', caFile = '', token = '', pageSize = '0', ...paths] = process.argv;
const client = new Client(server, { connect: { ca: readFileSync(caFile) } });
const kept: unknown[] = [];

async function list(path: string): Promise<void> {
  let next = '';
  do {
    const query = new URLSearchParams({
      ...(pageSize === '0' ? {} : { limit: pageSize }),
      ...(next ? { continue: next } : {}),
    });
    const { statusCode, body } = await client.request({
      path: `${path}?${query}`,
      method: 'GET',
      headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
    });
    const text = await body.text();
    if (statusCode !== 200) throw new Error(`${path}: ${statusCode} ${text.slice(0, 200)}`);
    const page = JSON.parse(text) as List;
    kept.push(...page.items);
    next = page.metadata.continue ?? '';
  } while (next !== '');
}

for (const path of paths) await list(path);
process.stdout.write(`${kept.length}\n`);
await client.close();
