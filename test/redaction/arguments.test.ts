import { expect, test } from 'vitest';
import type { Json, KubeObject } from '../../src/plugin-api/index.ts';
import { redact } from '../../src/redaction/redact.ts';
import { objectDiff } from '../../src/remediation/preview/diff.ts';
import { deployment } from '../remediation/support.ts';

const MASK = '***';
const shown = (container: object): Json => redact(container as Json, 'show', () => MASK);

const SCRIPT = ['sh', '-c', "curl -H 'X: CANARYVALUE8' http://hooks"];
const HIDDEN = ['sh', '-c', MASK];

test.each([
  ['a container', { command: SCRIPT }, { command: HIDDEN }],
  ['arguments of a container', { args: ['-c', SCRIPT[2]] }, { args: ['-c', MASK] }],
  ['postStart', { lifecycle: { postStart: { exec: { command: SCRIPT } } } }, { exec: HIDDEN }],
  ['preStop', { lifecycle: { preStop: { exec: { command: SCRIPT } } } }, { exec: HIDDEN }],
  ['a liveness probe', { livenessProbe: { exec: { command: SCRIPT } } }, { exec: HIDDEN }],
  ['a readiness probe', { readinessProbe: { exec: { command: SCRIPT } } }, { exec: HIDDEN }],
  ['a startup probe', { startupProbe: { exec: { command: SCRIPT } } }, { exec: HIDDEN }],
])('a script in %s is hidden, its program is shown', (_, container, wanted) => {
  const text = JSON.stringify(shown(container));
  expect(text).not.toContain('CANARY');
  expect(text).toContain(JSON.stringify(Object.values(wanted)[0]));
  const diff = objectDiff(undefined, deployment('api', 'shop', container) as KubeObject);
  expect(diff).not.toContain('CANARY');
  expect(diff).toContain('***');
});

test('options of storage drivers are hidden', () => {
  const csi = { driver: 'd.example.com', volumeAttributes: { share: 'CANARYVALUE8' } };
  const flexVolume = { driver: 'example.com/d', options: { share: 'CANARYVALUE8' } };
  expect(shown({ volumes: [{ csi }, { flexVolume }] })).toEqual({
    volumes: [
      { csi: { ...csi, volumeAttributes: { share: MASK } } },
      { flexVolume: { driver: MASK, options: { share: MASK } } },
    ],
  });
});

test('headers and queries of a probe are hidden', () => {
  const httpGet = {
    path: '/health?key=CANARYVALUE8',
    port: 80,
    httpHeaders: [{ name: 'X-Any', value: 'CANARYVALUE8' }],
  };
  expect(shown({ livenessProbe: { httpGet } })).toEqual({
    livenessProbe: { httpGet: { path: MASK, port: 80, httpHeaders: [{ name: 'X-Any', value: MASK }] } },
  });
});

test.each([
  ['--port=8080', true],
  ['--enable-admission-plugins=NodeRestriction,RBAC', true],
  ['--etcd-servers=https://127.0.0.1:2379', true],
  ['--config-file=/etc/kubernetes/scheduler.conf', true],
  ['--timeout=30s', true],
  ['--verbose', true],
  ['-v', true],
  ['/etc/app/config.yaml', true],
  ['8', true],
  ['true', true],
  ['8080', false],
  ['--db-password=x', false],
  ['--label=CANARYVALUE8', false],
  ['--header=X: y', false],
  ['--url=https://hooks/x?y=z', false],
  ['-config=/etc/app.yaml', true],
  ['--zap-log-level=debug', true],
  ['--leader-elect', true],
  ['--pw=correct', false],
  ['--psk=correct', false],
  ['--masterauth=correct', false],
  ['--unknown-thing=correct', false],
  ['-u=correct', false],
  ['-pcorrect', false],
  ['-pCANARYVALUE8', false],
  ['CANARYVALUE8', false],
  ['canary-plain', false],
  ['X: y', false],
])('the argument %s is shown: %s', (argument, isShown) => {
  expect(shown({ args: [argument] })).toEqual({ args: [isShown ? argument : MASK] });
});

test('the value after a flag is judged by the name of the flag', () => {
  const args = ['--mode', 'fast', '--token', 'fast', '-p', 'fast', '-v', '2'];
  expect(shown({ args })).toEqual({ args: ['--mode', 'fast', '--token', MASK, '-p', MASK, '-v', '2'] });
});

test.each([
  [
    ['-p', 'correct'],
    ['-p', MASK],
  ],
  [
    ['-p', '4711'],
    ['-p', MASK],
  ],
  [
    ['--pw', 'correct'],
    ['--pw', MASK],
  ],
  [
    ['--user', 'ann:correct'],
    ['--user', MASK],
  ],
  [
    ['-u', 'ann'],
    ['-u', MASK],
  ],
  [
    ['--psk', 'correct'],
    ['--psk', MASK],
  ],
  [
    ['--requirepass', 'correct', '--port', '6379'],
    ['--requirepass', MASK, '--port', '6379'],
  ],
  [
    ['--masterauth', 'correct'],
    ['--masterauth', MASK],
  ],
  [
    ['--new-flag', 'correct'],
    ['--new-flag', MASK],
  ],
])('of %j only what is known to be harmless is shown', (args, wanted) => {
  expect(shown({ args })).toEqual({ args: wanted });
});

test('an address with a token is hidden wherever it stands', () => {
  const address = 'https://correcthorse@host.example.com/repo';
  const object = {
    volumes: [{ gitRepo: { repository: address } }],
    livenessProbe: { httpGet: { host: address } },
    labels: { a: address },
    image: address,
  };
  expect(JSON.stringify(shown(object))).not.toContain('correcthorse');
  expect(JSON.stringify(redact(object, 'keep', () => MASK))).not.toContain('correcthorse');
  expect(shown({ image: 'registry.example.com/app@sha256:00' })).toEqual({
    image: 'registry.example.com/app@sha256:00',
  });
});

test('labels that are named like credentials, and texts that set one, are hidden', () => {
  const object = {
    metadata: { labels: { password: 'correct', 'db-token': 'correct', app: 'web', tier: 'x' } },
    nodeSelector: { secret: 'correct' },
    subPath: 'token=correct',
    terminationMessagePath: '/dev/password: correct',
  };
  expect(shown(object)).toEqual({
    metadata: { labels: { password: MASK, 'db-token': MASK, app: 'web', tier: 'x' } },
    nodeSelector: { secret: MASK },
    subPath: MASK,
    terminationMessagePath: MASK,
  });
});

test('the command line that change-cause repeats is hidden', () => {
  const annotations = {
    'kubernetes.io/change-cause': 'kubectl set env deploy/a KEY=correct --record=true',
    'deployment.kubernetes.io/revision': '3',
  };
  expect(shown({ metadata: { annotations } })).toEqual({
    metadata: { annotations: { ...annotations, 'kubernetes.io/change-cause': MASK } },
  });
});

test('the journal keeps what undo must give back: only what looks like a credential is lost', () => {
  const container = { args: ['run', '--mode=CANARY', 'password=x'], command: ['sh', '-c', 'sleep 1'] };
  expect(redact(container as Json, 'keep', () => MASK)).toEqual({
    args: ['run', '--mode=CANARY', MASK],
    command: ['sh', '-c', 'sleep 1'],
  });
});

test.each([
  ['a long word with a digit', `--cluster=${'a'.repeat(60)}1`],
  ['a long word in capitals', `--cluster=${'Ab'.repeat(200)}Z9`],
  ['a megabyte of words', 'a'.repeat(1 << 20)],
  ['a megabyte of names', 'pass'.repeat(1 << 18)],
  ['a megabyte of tokens that never end', 'eyJ-'.repeat(1 << 18)],
  ['a megabyte of capitals', `aA${'b'.repeat(1 << 20)}`],
])('%s is hidden at once', (_, argument) => {
  expect(shown({ args: [argument] })).toEqual({ args: [MASK] });
  expect(redact({ 'example.com/note': argument }, 'show', () => MASK, ['metadata', 'annotations'])).toEqual({
    'example.com/note': MASK,
  });
});

test('members that are called like credentials are hidden with all that is below, those of Kubernetes are shown', () => {
  const own = {
    automountServiceAccountToken: false,
    imagePullSecrets: [{ name: 'registry' }],
    volumes: [{ name: 'v', secret: { secretName: 'db-tls', items: [{ key: 'tls.key', path: 'k' }] } }],
    containers: [
      {
        env: [{ name: 'A', valueFrom: { secretKeyRef: { name: 'db', key: 'password' } } }],
        image: 'a.example.com/a:1',
      },
    ],
  };
  expect(shown(own)).toEqual(own);
  expect(shown({ auth: { user: 'kim', deep: [{ key: 'k' }] }, password: 'p', secretValue: 1 })).toEqual({
    auth: { user: MASK, deep: [{ key: MASK }] },
    password: MASK,
    secretValue: MASK,
  });
});

test('an address is hidden for its query and for whom it lets in', () => {
  const places = { diskURI: 'https://a.example.com/d?sig=x', target: 'kim:p@portal', image: 'kim@a.example.com/a:1' };
  expect(shown(places)).toEqual({ diskURI: MASK, target: MASK, image: MASK });
  const plain = { name: 'user:kim@example.com', mail: 'kim@example.com', server: 'https://a.example.com/x' };
  expect(shown(plain)).toEqual(plain);
});
