import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { refOf } from '../../../src/kube/refs.ts';
import { previewPlan } from '../../../src/remediation/index.ts';
import { undoFiles } from '../../../src/remediation/undo/undo-script.ts';
import { FAKE_CLUSTER, FakeTarget } from '../../support/fake-target.ts';
import {
  accessOf,
  binding,
  contextFor,
  DENY_SPEC,
  DROP_ALL,
  decision,
  deployment,
  edit,
  ensure,
  NO_ESCALATION,
  policy,
  withoutUser,
} from '../support.ts';

const API = deployment('api');
const GONE = binding('gone', ['zoe'], 'view');
const EVIL = binding("it's $(touch pwned) `x`\n-n", ['ann', 'ben'], 'view');

async function filesFor() {
  const target = new FakeTarget([API, EVIL, GONE]);
  const { steps } = await previewPlan(contextFor(target, { access: accessOf(target) }), {
    decisions: [
      decision('d', [edit(API, NO_ESCALATION, DROP_ALL)]),
      decision('n', [ensure(policy('p', 'shop', DENY_SPEC))]),
      decision('r', [withoutUser(EVIL, 'ann')]),
      decision('x', [{ op: 'delete', target: refOf(GONE) }]),
    ],
  });
  return undoFiles('20261122T140211Z-7f3a', { ...FAKE_CLUSTER, context: "pro'd $(x)" }, steps);
}

test('patches test the names of list items and the values that were written before they change anything', async () => {
  const files = await filesFor();
  expect(JSON.parse(String(files.undo?.['02-undo.json']))).toEqual([
    { op: 'test', path: '/metadata/uid', value: 'uid-1' },
    { op: 'test', path: '/spec/template/spec/containers/1/name', value: 'api' },
    {
      op: 'test',
      path: '/spec/template/spec/containers/1/securityContext',
      value: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
    },
    { op: 'remove', path: '/spec/template/spec/containers/1/securityContext' },
  ]);
  expect(JSON.parse(String(files.undo?.['02-before.json']))).toEqual([
    { op: 'test', path: '/spec/template/spec/containers/1/name', value: 'api' },
    { op: 'test', path: '/spec/template/spec/containers/1/securityContext', value: null },
  ]);
  expect(JSON.parse(String(files.undo?.['01-done.json']))).toEqual([{ op: 'test', path: '/spec', value: DENY_SPEC }]);
});

/** A kubectl that writes down its arguments, and answers as the files in its folder say. */
const FAKE_KUBECTL = `#!/bin/sh
for argument in "$@"; do printf '<%s>' "$argument"; done >> "$LOG"
printf '\\n' >> "$LOG"
case " $* " in
  *"$DENIED"*) echo "Error from server (Forbidden): no." >&2; exit 1 ;;
  *" get namespace "*) printf '%s' "$ID" ;;
  *"/gone "*"--ignore-not-found "*|*"$GONE"*"--ignore-not-found "*) ;;
  *" --ignore-not-found "*) echo found ;;
  *before.json*) exit 1 ;;
  *"$CHANGED"*) exit 1 ;;
esac
`;

const NONE = 'nothing-of-it';

interface Answers {
  readonly changed?: string;
  readonly denied?: string;
  readonly gone?: string;
  readonly id?: string;
}

async function run({ changed = NONE, denied = NONE, gone = NONE, id = FAKE_CLUSTER.id }: Answers = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'harden-undo-'));
  for (const [below, texts] of Object.entries(await filesFor())) {
    mkdirSync(join(folder, below), { recursive: true });
    for (const [name, text] of Object.entries(texts)) writeFileSync(join(folder, below, name), text);
  }
  writeFileSync(join(folder, 'kubectl'), FAKE_KUBECTL, { mode: 0o755 });
  const log = join(folder, 'log');
  writeFileSync(log, '');
  const env = { PATH: `${folder}:${process.env.PATH}`, LOG: log, CHANGED: changed, DENIED: denied, GONE: gone, ID: id };
  const { status, stderr } = spawnSync('sh', [join(folder, 'undo.sh')], { env, cwd: folder, encoding: 'utf8' });
  const calls = spawnSync('cat', [log], { encoding: 'utf8' }).stdout;
  const written = calls.split('<--context>').filter((call) => call !== '' && !/--dry-run=server|<get>/.test(call));
  return { status, stderr, calls, written, folder };
}

test('the script looks at everything, then takes back the last change first, whatever the names hold', async () => {
  const { status, stderr, written, folder } = await run();
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(written.map((call) => call.replace(/<(--type|-f).*\n$|\n$/, ''))).toEqual([
    "<pro'd $(x)><create><--field-manager=harden>",
    "<pro'd $(x)><patch><clusterrolebinding.rbac.authorization.k8s.io/it's $(touch pwned) `x`\n-n>",
    "<pro'd $(x)><patch><deployment.apps/api><-n><shop>",
    "<pro'd $(x)><delete><networkpolicy.networking.k8s.io/p><-n><shop>",
  ]);
  expect(spawnSync('ls', [folder], { encoding: 'utf8' }).stdout).not.toContain('pwned');
});

test('one change by somebody else and the script writes nothing', async () => {
  const { status, stderr, written } = await run({ changed: '02-done.json' });
  expect(status).toBe(1);
  expect(stderr).toContain('changed since, left alone: 2  Deployment shop/api');
  expect(stderr).toContain('nothing was changed');
  expect(written).toEqual([]);
});

test('on another cluster the script writes nothing', async () => {
  const { status, stderr, written } = await run({ id: '00000000-0000-4000-8000-000000000009' });
  expect(status).toBe(1);
  expect(stderr).toContain('this is another cluster');
  expect(written).toEqual([]);
});

test.each([
  ['a created object may not be read', ' get networkpolicy.networking.k8s.io/p ', 'networkpolicy.networking.k8s.io/p'],
  ['a deleted object may not be read', ' get clusterrolebinding.rbac.authorization.k8s.io/gone ', '/gone'],
  ['a patched object may not be read', ' get deployment.apps/api ', 'deployment.apps/api'],
  ['nothing may be patched', ' patch ', 'kubectl could not look at'],
  ['the cluster may not be told', ' get namespace ', 'Nothing was changed'],
])('when %s the script fails, says so and writes nothing', async (_, denied, named) => {
  const { status, stderr, written } = await run({ denied });
  expect(status).toBe(1);
  expect(stderr).toContain('(Forbidden)');
  expect(stderr).toContain(named);
  expect(stderr.toLowerCase()).toContain('nothing was changed');
  expect(stderr).not.toContain('changed since');
  expect(written).toEqual([]);
});

test('an object that somebody deleted since has nothing to take back, and stops nothing', async () => {
  const { status, stderr, written } = await run({ gone: ' get deployment.apps/api ' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: 'gone, nothing to undo: 2  Deployment shop/api\n' });
  expect(written).toHaveLength(3);
  expect(written.join('')).not.toContain('deployment.apps/api');
});

test('what is already as it was before is no failure and is left alone', async () => {
  const { status, stderr, written } = await run({ gone: 'networkpolicy.networking.k8s.io/p' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(written.join('')).not.toContain('networkpolicy');
});
