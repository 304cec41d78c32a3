/** `--show-requests`: what was made is told, also of a connection that failed and of commands that do not scan. */
import { afterAll, expect, test } from 'vitest';
import { fakeServer, json, refusal } from '../../sources/live/fake-server.ts';
import { createHome } from '../../support/program.ts';

const home = createHome();
afterAll(() => home.remove());

async function strangers(): Promise<string> {
  const { url } = await fakeServer((seen, response) =>
    seen.path === '/version'
      ? json(response, { gitVersion: 'v1.36.3' })
      : refusal(response, 401, 'Unauthorized', 'who are you'),
  );
  return url;
}

test.each([
  ['scan', '-q', '-o', 'name'],
  ['--apply', '-n', 'shop', '--dry-run', '--no-input'],
  ['undo', '--no-input'],
  ['attest', 'authentication/mfa', '--verdict', 'pass', '--by', 'ann', '--evidence', 'seen'],
  ['history'],
])('%s tells the requests of a connection that failed', async (...args) => {
  const { stderr } = await home.run([...args, '--show-requests', `--server=${await strangers()}`, '--token=t']);
  expect(stderr).toMatch(/^Requests made: \d+\.$/m);
  expect(stderr).toMatch(/^ {2}get +\/version {2}1$/m);
});

test('version tells its one request, and none where nobody is asked', async () => {
  const { stderr } = await home.run(['version', '--show-requests', `--server=${await strangers()}`]);
  expect(stderr).toBe('Requests made: 1.\n  get  /version  1\n');
  const nobody = await home.run(['version', '--show-requests']);
  expect(nobody.stderr).toBe('No request was made.\n');
});

test.each(['rbac', 'checks', 'completion'])('%s asks nobody, and does not take the flag', async (command) => {
  const { code, stderr } = await home.run([command, '--show-requests']);
  expect([code, stderr]).toEqual([2, expect.stringContaining('unknown flag: --show-requests')]);
});
