/** Eleven folders of scheduled work, deployed by Flux: root images, one wildcard role for all, secrets in variables. */
import { account, type Manifest, namespace, secret } from '../make.ts';
import { byFlux } from '../owners.ts';
import { grantedIn } from '../rights.ts';
import { cronJob, type WorkloadOptions, workload } from '../workload.ts';

/** Names of the jobs of each, besides its worker. */
const FOLDERS: Readonly<Record<string, readonly string[]>> = {
  billing: ['invoices', 'dunning', 'archive'],
  exports: ['nightly', 'weekly', 'partners'],
  feeds: ['products', 'stock', 'prices'],
  forecasts: ['demand', 'returns'],
  fraud: ['scores', 'blocklist', 'reports'],
  images: ['resize', 'cleanup', 'watermark'],
  imports: ['suppliers', 'stock', 'orders'],
  loyalty: ['points', 'expiry'],
  mailings: ['newsletter', 'reminders', 'bounces'],
  reports: ['daily', 'monthly', 'quarterly'],
  tax: ['rates', 'filings'],
};

function folder([name, jobs]: readonly [string, readonly string[]], number: number): readonly Manifest[] {
  const at = `batch-${name}`;
  const shape = (program: string) => ({
    image: `registry.example.com/batch/${name}-${program}:2026.${10 + (number % 3)}`,
    command: ['python', '-m', program],
    secretEnv: { WAREHOUSE_DSN: 'warehouse/dsn' },
    mounts: { '/work': 'emptyDir' },
  });
  const options: WorkloadOptions = {
    account: 'runner',
    init: [{ name: 'fetch', image: 'registry.example.com/batch/fetch:1.2.0', mounts: { '/work': 'emptyDir' } }],
  };
  return byFlux(at, [
    namespace(at, { team: 'data' }),
    secret(at, 'warehouse', ['dsn']),
    account(at, 'runner'),
    ...grantedIn(
      at,
      'runner',
      `${at}/runner`,
      '*: jobs.batch,cronjobs.batch',
      'get,list,watch: pods,secrets,configmaps',
    ),
    workload(at, 'worker', shape('worker'), { ...options, replicas: 1 }),
    ...jobs.map((job, minute) => cronJob(at, job, `${minute * 7} 2 * * *`, shape(job), options)),
  ]);
}

export const BATCHES: readonly Manifest[] = Object.entries(FOLDERS).flatMap(folder);
