/** Eighteen copies of one application for pull requests, made by an ApplicationSet of Argo CD and gone in a few days. */
import { ingress, type Manifest, namespace, secret, service } from '../make.ts';
import { byArgo } from '../owners.ts';
import { binding } from '../rights.ts';
import { workload } from '../workload.ts';

const FIRST = 4812;
const COUNT = 18;

function preview(number: number): readonly Manifest[] {
  const at = `preview-${number}`;
  const image = (name: string) => `registry.example.com/preview/${name}:pr-${number}`;
  return byArgo(at, [
    namespace(at, { 'preview.example.com/pull-request': String(number), team: 'shop' }),
    secret(at, 'database', ['password']),
    binding(at, 'preview-developers', 'admin', 'group:shop-developers'),
    workload(at, 'web', { image: image('web'), port: 3000, hasNoResources: true }, { replicas: 1 }),
    service(at, 'web', 80, { target: 3000 }),
    workload(
      at,
      'api',
      { image: image('api'), port: 8080, hasNoResources: true, env: { NODE_ENV: 'preview' } },
      { replicas: 1, init: [{ name: 'migrate', image: image('api'), args: ['migrate'], hasNoResources: true }] },
    ),
    service(at, 'api', 80, { target: 8080 }),
    workload(
      at,
      'database',
      {
        image: 'docker.io/library/postgres:17',
        port: 5432,
        secretEnv: { POSTGRES_PASSWORD: 'database/password' },
        mounts: { '/var/lib/postgresql/data': 'emptyDir' },
        hasNoResources: true,
      },
      { kind: 'StatefulSet', replicas: 1 },
    ),
    service(at, 'database', 5432),
    ingress(at, 'web', ['web', 80], `pr-${number}.preview.example.com`),
  ]);
}

export const PREVIEWS: readonly Manifest[] = Array.from({ length: COUNT }, (_, at) => preview(FIRST + at * 7)).flat();
