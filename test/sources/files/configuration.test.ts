/** Configuration of the control plane among manifests: objects without a name, whose keys are dropped. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createHome } from '../../support/program.ts';

const KEY = 'c2VjcmV0LWtleS1vZi10aGUtdGVzdA==';
const encryption = (first: string) =>
  `apiVersion: apiserver.config.k8s.io/v1\nkind: EncryptionConfiguration\nresources:\n- resources: [secrets]\n  providers:\n  - ${first}\n  - aescbc: {keys: [{name: a, secret: ${KEY}}]}\n`;

async function scan(text: string) {
  const folder = mkdtempSync(join(tmpdir(), 'harden-configuration-'));
  writeFileSync(join(folder, 'Enc 1.yaml'), text);
  const home = createHome();
  const answers = [];
  for (const output of ['wide', 'json'])
    answers.push(await home.run(['scan', '-f', folder, '--check', 'encryption/secrets-at-rest', '-o', output]));
  home.remove();
  rmSync(folder, { recursive: true });
  return answers;
}

test('it is named by its file, and no key of it is shown', async () => {
  const answers = await scan(encryption('identity: {}'));
  for (const { code, stdout, stderr } of answers) {
    expect(code, stderr).toBe(0);
    expect(stdout).toContain('Enc 1.yaml leaves Secrets unencrypted: identity is the first provider for them.');
    expect(stdout + stderr).not.toContain(KEY);
  }
});

test('two in one file have names of their own', async () => {
  const [wide] = await scan(
    `${encryption('identity: {}')}---\n${encryption('aesgcm: {}')}---\n${encryption('identity: {}')}`,
  );
  expect(wide?.code, wide?.stderr).toBe(0);
  expect(wide?.stdout).toContain('Enc 1.yaml leaves');
  expect(wide?.stdout).toContain('Enc 1.yaml#3 leaves');
});
