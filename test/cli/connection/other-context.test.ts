/** Which flags of a session hold in another context, and which were about the one that was left. */
import { expect, test } from 'vitest';
import { connectionFlags } from '../../../src/cli/args/connection-flags.ts';
import { inContext } from '../../../src/cli/args/other-context.ts';
import { parseCommandLine } from '../../../src/cli/args/parse.ts';
import { sessionFlags, sourceFlags } from '../../../src/cli/args/source-flags.ts';
import { COMMANDS, ROOT } from '../../../src/cli/commands.ts';

const there = (...argv: readonly string[]) =>
  inContext(parseCommandLine(argv, ROOT, COMMANDS, 'kubectl harden').flags, 'stage');

test('what narrows the session, what it may do and who it acts as stay', () => {
  const { flags, left } = there('-n', 'shop,pay', '--read-only', '--as', 'jane', '--kubeconfig', '/k', '--theme=light');
  expect(sourceFlags(flags)).toBe(' --kubeconfig /k --context stage --as jane');
  expect(sessionFlags(flags)).toBe(' -n shop,pay --read-only --theme light');
  expect(left).toEqual([]);
});

test('no credential and no trust of one server is used for another', () => {
  const { flags, left } = there(
    ...['--context', 'prod', '--server', 'https://a:6443', '--token', 'canary', '--user', 'u', '--cluster', 'c'],
    ...['--insecure-skip-tls-verify', '--client-key', 'k', '--client-certificate', 'c', '--certificate-authority', 'a'],
    ...['--username', 'u', '--password', 'p', '--tls-server-name', 'n', '--proxy-url', 'http://p'],
  );
  expect(connectionFlags(flags)).toEqual({
    context: 'stage',
    asGroups: [],
    asUserExtra: [],
    insecureSkipTlsVerify: false,
    disableCompression: false,
    readOnly: false,
    kubelet: false,
  });
  expect(left).toHaveLength(12);
});

test('what goes beyond reading objects is asked for in each cluster anew', () => {
  const { flags, left } = there('--kubelet', '--scan-images');
  expect([flags.isOn('kubelet'), flags.text('scan-images')]).toEqual([false, undefined]);
  expect(left).toEqual(['kubelet', 'scan-images']);
});

test('what was said of the one cluster, or allowed there, does not hold in another', () => {
  const { flags, left } = there('--include-system', '--allow-managed', '--audit-log', 'a.log', '--audit-policy', 'p');
  expect([flags.isOn('include-system'), flags.isOn('allow-managed'), flags.list('audit-log')]).toEqual([
    false,
    false,
    [],
  ]);
  expect(flags.text('audit-policy')).toBe(undefined);
  expect(left).toEqual(['audit-policy', 'audit-log', 'include-system', 'allow-managed']);
});
