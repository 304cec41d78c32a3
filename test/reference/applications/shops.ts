/** Six shops of one chart, deployed by Argo CD into the mesh: nobody has ever set a security context there. */
import {
  account,
  autoscaler,
  configMap,
  disruptionBudget,
  ingress,
  type Manifest,
  namespace,
  secret,
  service,
} from '../make.ts';
import { byArgo } from '../owners.ts';
import { binding, grantedIn } from '../rights.ts';
import { workload } from '../workload.ts';

const COUNTRIES = ['at', 'be', 'de', 'fr', 'it', 'nl'];
/** What a country does not sell yet. */
const LACKS: Readonly<Record<string, readonly string[]>> = { at: ['vouchers'], be: ['vouchers'] };
const PARTS: readonly (readonly [string, string])[] = [
  ['basket', '4.11.0'],
  ['catalog', '4.11.0'],
  ['checkout', '4.11.2'],
  ['customers', '3.2.0'],
  ['images', '1.8.4'],
  ['mailer', '2.0.1'],
  ['prices', '4.11.0'],
  ['recommendations', '0.9.3'],
  ['storefront', '4.11.0'],
  ['vouchers', '1.1.0'],
];

function part(at: string, name: string, version: string): readonly Manifest[] {
  const shape = {
    image: `registry.example.com/shop/${name}:${version}`,
    port: 8080,
    probe: '/healthz',
    env: { COUNTRY: at.slice(-2), LOG_LEVEL: 'info' },
    secretEnv: { DATABASE_URL: 'shop-database/url' },
    mounts: { '/tmp': 'emptyDir', '/etc/shop': 'config:shop-settings' },
  };
  const beside = [{ name: 'nginx', image: 'registry.example.com/shop/nginx:1.29.3', mounts: { '/tmp': 'emptyDir' } }];
  return [workload(at, name, shape, { beside }), service(at, name, 80, { target: 8080 }), disruptionBudget(at, name)];
}

function shop(country: string): readonly Manifest[] {
  const at = `shop-${country}`;
  const parts = PARTS.filter(([name]) => !(LACKS[country] ?? []).includes(name));
  return byArgo(at, [
    namespace(at, { 'istio-injection': 'enabled', team: 'shop' }),
    configMap(at, 'shop-settings', { 'settings.yaml': `country: ${country}\ncurrency: EUR\n` }),
    secret(at, 'shop-database', ['url']),
    secret(at, 'storefront-tls', ['tls.crt', 'tls.key'], 'kubernetes.io/tls'),
    account(at, 'release'),
    ...grantedIn(
      at,
      'release',
      `${at}/release`,
      'get,list,watch,create,update,patch,delete: deployments.apps',
      'get,list: pods,secrets',
    ),
    binding(at, 'shop-developers', 'edit', 'group:shop-developers'),
    ...parts.flatMap(([name, version]) => part(at, name, version)),
    autoscaler(at, 'storefront', 12),
    ingress(at, 'storefront', ['storefront', 80], `shop.${country}.example.com`, { tls: 'storefront-tls' }),
  ]);
}

export const SHOPS: readonly Manifest[] = COUNTRIES.flatMap(shop);
