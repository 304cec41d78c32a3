/** Credentials in containers: variables, commands, hooks and probes. */
import { ANY, TOKEN } from '../canary.ts';
import { base64, container, deployment, type Form, form, inContainer, inPod, object } from './form.ts';

const NAMES = ['DB_PASSWORD', 'GREETING', 'password', 'PGPASSFILE', 'X', 'REDISCLI_AUTH', '_', 'no_proxy'];

function args(name: string, list: (canary: string) => readonly string[], hides = ANY): Form {
  return inContainer(name, hides, (canary) => ({ args: list(canary) }));
}

function shell(name: string, script: (canary: string) => string): Form {
  return inContainer(name, ANY, (canary) => ({ command: ['/bin/sh', '-c', script(canary)] }));
}

const VARIABLES: readonly Form[] = [
  inContainer('variables, by any name', ANY, (canary) => ({ env: NAMES.map((name) => ({ name, value: canary })) })),
  inPod('variables of init containers', ANY, (canary) => ({
    containers: [container()],
    initContainers: [container({ name: 'first', env: [{ name: 'A', value: `x=${canary};` }] })],
  })),
  form('variables of a CronJob', ANY, (canary, name) =>
    object('batch/v1', 'CronJob', name, {
      spec: {
        schedule: '@daily',
        jobTemplate: {
          spec: {
            template: {
              spec: { restartPolicy: 'Never', containers: [container({ env: [{ name: 'A', value: canary }] })] },
            },
          },
        },
      },
    }),
  ),
  form('variables of a pod that a node runs', ANY, (canary, name) =>
    object('v1', 'Pod', name, {
      spec: { nodeName: 'n1', containers: [container({ env: [{ name: 'PW', value: canary }] })] },
    }),
  ),
  inContainer('the prefix of variables from elsewhere', TOKEN, (canary) => ({
    envFrom: [{ prefix: canary, configMapRef: { name: 'settings' } }],
  })),
];

const ARGUMENTS: readonly Form[] = [
  args('--password X', (canary) => ['serve', '--password', canary]),
  args('-p X', (canary) => ['login', '-p', canary]),
  args('-pX', (canary) => ['mysql', `-p${canary}`]),
  args('--pw=X', (canary) => [`--pw=${canary}`, '--port=8080']),
  args('--user name:X', (canary) => ['--user', `kim:${canary}`]),
  args('-u=X', (canary) => [`-u=${canary}`, '-u', `kim:${canary}`]),
  args('--psk X and --masterauth X', (canary) => ['--psk', canary, '--masterauth', canary, `--requirepass=${canary}`]),
  args('a flag that nobody knows', (canary) => ['--frobnicate', canary, `--wibble=${canary}`, `+wobble=${canary}`]),
  args('a word that no flag names', (canary) => ['login', canary]),
  args('a URL with a password', (canary) => [`mysql://kim:${canary}@db/shop`, '--db', `redis://:${canary}@r:6379/0`]),
  args('a URL with a token', (canary) => ['--registry', `https://${canary}@git.example.com/a.git`]),
  args('a harmless flag with a URL', (canary) => [`--endpoint=https://a.example.com/?sig=${canary}`]),
  args('base64 in an argument', (canary) => ['--config', base64(`password=${canary}`)]),
  args('JSON in an argument', (canary) => [`--config={"password":"${canary}"}`]),
  args('after the end of flags', (canary) => ['--', canary]),
  args('Java properties', (canary) => [`-Dspring.datasource.password=${canary}`, '-jar', 'app.jar']),
  args('a list in a flag', (canary) => [`--set=auth.password=${canary},port=1`, '--set', `tls.key=${canary}`]),
];

const SCRIPTS: readonly Form[] = [
  shell('an exported variable', (canary) => `export A=${canary}; exec run`),
  shell('a variable before a command', (canary) => `A=${canary} run --now`),
  shell('a document in a script', (canary) => `cat > /tmp/c <<END\nkey: ${canary}\nEND\nrun`),
  shell('a header of curl', (canary) => `curl -H 'Authorization: Bearer ${canary}' https://a.example.com`),
  shell('a user of curl', (canary) => `curl -u kim:${canary} https://a.example.com`),
  shell('a word in quotes', (canary) => `echo "${canary}" | docker login --password-stdin`),
];

const PROBES: readonly Form[] = [
  inContainer('headers of a probe', ANY, (canary) => ({
    livenessProbe: { httpGet: { path: '/', port: 80, httpHeaders: [{ name: 'Authorization', value: canary }] } },
  })),
  inContainer('the query of a probe', ANY, (canary) => ({
    readinessProbe: { httpGet: { path: `/health?token=${canary}`, port: 80 } },
  })),
  inContainer('the address of a probe', TOKEN, (canary) => ({
    startupProbe: { httpGet: { path: `https://${canary}@a.example.com/`, port: 80, host: canary } },
  })),
  inContainer('the command of a probe', ANY, (canary) => ({
    livenessProbe: { exec: { command: ['redis-cli', '-a', canary, 'ping'] } },
  })),
  inContainer('hooks', ANY, (canary) => ({
    lifecycle: {
      postStart: { exec: { command: ['sh', '-c', `register --key ${canary}`] } },
      preStop: { httpGet: { path: '/', port: 80, httpHeaders: [{ name: 'X-Any', value: canary }] } },
    },
  })),
];

const REST: readonly Form[] = [
  inContainer('credentials in an image address', ANY, (canary) => ({
    image: `https://kim:${canary}@registry.example.com/app:1`,
  })),
  inContainer('credentials in an image address without a scheme', ANY, (canary) => ({
    image: `kim:${canary}@registry.example.com/app:1`,
  })),
  inContainer('a token in an image name', TOKEN, (canary) => ({ image: `registry.example.com/${canary}/app:1` })),
  inContainer('paths of a container', TOKEN, (canary) => ({
    workingDir: `/srv/${canary}`,
    terminationMessagePath: `/tmp/${canary}`,
    volumeMounts: [{ name: 'data', mountPath: `/data/${canary}`, subPathExpr: canary }],
  })),
  inContainer('a credential specification of Windows', ANY, (canary) => ({
    securityContext: { windowsOptions: { gmsaCredentialSpec: `{"secret":"${canary}"}` } },
  })),
  inContainer('members that no container has', ANY, (canary) => ({ secretValue: canary, auth: { pass: canary } })),
  form('flags of a control plane', ANY, (canary, name) =>
    object(
      'v1',
      'Pod',
      `kube-apiserver-${name}`,
      {
        spec: {
          containers: [
            container({
              name: 'kube-apiserver',
              command: ['kube-apiserver', `--etcd-password=${canary}`, `--token=${canary}`, '--basic-auth', canary],
            }),
          ],
        },
      },
      { namespace: 'kube-system', labels: { component: 'kube-apiserver' } },
    ),
  ),
  form('a pod whose container failed with a message', ANY, (canary, name) =>
    object('v1', 'Pod', name, {
      spec: { containers: [container()] },
      status: {
        message: `refused token ${canary}`,
        containerStatuses: [
          {
            name: 'app',
            state: { waiting: { reason: 'CreateContainerError', message: `bad env PASSWORD=${canary}` } },
          },
        ],
      },
    }),
  ),
  form('a template with variables beside labels', ANY, (canary, name) =>
    deployment(name, { containers: [container({ env: [{ name: 'A', value: canary }] })] }, { labels: { tier: 'web' } }),
  ),
];

export const CONTAINERS: readonly Form[] = [...VARIABLES, ...ARGUMENTS, ...SCRIPTS, ...PROBES, ...REST];
