/** One scan in every format at once, and a tree of manifests whose names try to break them. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { COMMANDS } from '../../src/cli/commands.ts';
import { formatsOf } from '../../src/report/formats/index.ts';
import type { Ended, Home, RunOptions } from './program.ts';

export type Printed = Ended & { readonly texts: Readonly<Record<string, string>> };

export const SCAN_FORMATS: readonly string[] = formatsOf(
  COMMANDS.find(({ name }) => name === 'scan')?.prints ?? [],
).map(({ name }) => name);

/** Into files of the home. */
export async function scanInAll(home: Home, args: readonly string[], options: RunOptions = {}): Promise<Printed> {
  const fileOf = (name: string) => join(home.folder, `result.${name}`);
  const outputs = SCAN_FORMATS.flatMap((name) => ['-o', `${name}=${fileOf(name)}`]);
  const ended = await home.run(['scan', ...outputs, ...args], { cwd: home.folder, ...options });
  const texts = Object.fromEntries(SCAN_FORMATS.map((name) => [name, readFileSync(fileOf(name), 'utf8')]));
  return { ...ended, texts };
}

/** Each tries to be read as something else than a name. */
export const HOSTILE: readonly string[] = [
  'red\u001b[31m\u0007\u0000\u009b',
  'cdata]]><x>&amp;',
  '</script><script>alert(1)</script><img src=x onerror=alert(1)>',
  "=cmd|'/c calc'!A0",
  '+1-1',
  '@SUM(A1)',
  '"quo\'ted`\\',
  'two\r\nlines\n::error::\u2028\u2029',
  'right\u202e\u2066left\u200b\ufeff',
  '[link](https://evil.example) | **bold** <!-- @team #1',
  '{0} $[ secrets.X ] $(id)',
  '\ufffe\uffff',
  '# TYPE x counter',
  `long-${'a'.repeat(10_000)}`,
];

/** In one file each: a role of that name, which may be almost anything, and a Deployment with such a container and image. */
export function writeHostileTree(folder: string): void {
  mkdirSync(folder, { recursive: true });
  HOSTILE.forEach((text, index) => {
    const role = {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata: { name: text.replaceAll(/[/%]/g, '|') },
      rules: [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }],
    };
    const template = {
      metadata: { labels: { app: 'web' } },
      spec: { containers: [{ name: text, image: text, securityContext: { privileged: true } }] },
    };
    const deployment = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: `web-${index}`, namespace: 'shop' },
      spec: { selector: { matchLabels: { app: 'web' } }, template },
    };
    const list = { apiVersion: 'v1', kind: 'List', items: [role, deployment] };
    // JSON is YAML.
    writeFileSync(join(folder, `${index} =cmd|<b>"\u202e.yaml`), JSON.stringify(list));
  });
}
