/** The platform is told by the images that run, never by what anybody may choose. */
import { expect, test } from 'vitest';
import { componentOf, componentsIn, isShippedPrivileged } from '../../../src/analysis/platform/index.ts';
import type { Container, Workload } from '../../../src/plugin-api/index.ts';
import { platformComponents } from '../../../src/tables/index.ts';

const { rows } = platformComponents;

function runs(name: string, ...images: readonly string[]): Pick<Workload, 'containers' | 'ref'> {
  const containers = images.map(
    (image, index): Container => ({ name: `c${index}`, role: 'app', spec: { name: `c${index}`, image }, path: [] }),
  );
  return { ref: { apiVersion: 'apps/v1', kind: 'DaemonSet', namespace: 'x', name }, containers };
}

test.each([
  ['quay.io/cilium/cilium:v1.18.4', 'Cilium'],
  ['quay.io/cilium/operator-generic@sha256:00', 'Cilium'],
  ['traefik:v3', 'Traefik'],
  ['docker.io/library/traefik:v3', 'Traefik'],
  ['registry.k8s.io/ingress-nginx/controller:v1.14.0', 'ingress-nginx'],
  ['602401143452.dkr.ecr.eu-west-1.amazonaws.com/amazon-k8s-cni:v1', 'Amazon EKS add-ons'],
])('%s is %s', (image, name) => expect(componentOf(runs('a', image), rows)?.name).toBe(name));

test.each([
  'registry.example.com/cilium/cilium:v1',
  'quay.io.example.com/cilium/cilium:v1',
  'example/traefik:v3',
  'localhost:5000/quay.io/cilium/cilium',
  '111122223333.dkr.ecr.eu-west-1.amazonaws.com/eks/kube-proxy:v1',
  'redis:8',
  '',
])('a copy, a likeness or a companion alone is none: %s', (image) =>
  expect(componentOf(runs('a', image), rows)).toBeUndefined(),
);

test('an image of an application beside those of a component makes the workload none of it', () => {
  expect(componentOf(runs('a', 'traefik:v3', 'shop.example/api:1'), rows)).toBeUndefined();
  expect(componentOf(runs('a', 'traefik:v3', 'docker.io/istio/proxyv2:1.28'), rows)?.name).toBe('Traefik');
});

test('a namespace is of components where nothing else runs, with the companions that they bring', () => {
  const argo = [runs('server', 'quay.io/argoproj/argocd:v3'), runs('dex', 'ghcr.io/dexidp/dex:v2')];
  const names = (all: Parameters<typeof componentsIn>[0]) => componentsIn(all, rows).map(({ name }) => name);
  expect(names([...argo, runs('redis', 'redis:8')])).toEqual(['Argo CD']);
  expect(names([...argo, runs('api', 'shop.example/api:1')])).toEqual([]);
  expect(names([runs('redis', 'redis:8')])).toEqual([]);
  expect(names([])).toEqual([]);
});

test('only what its makers ship privileged is known as such', () => {
  expect(isShippedPrivileged(runs('cilium', 'quay.io/cilium/cilium:v1'), rows)).toBe(true);
  expect(isShippedPrivileged(runs('miner', 'quay.io/cilium/cilium:v1'), rows)).toBe(false);
  expect(isShippedPrivileged(runs('cilium', 'registry.example.com/cilium:v1'), rows)).toBe(false);
  expect(isShippedPrivileged(runs('cilium', 'quay.io/cilium/cilium:v1', 'shop.example/api:1'), rows)).toBe(false);
});

test('a program of its own choice in the image of a node agent is not what was shipped', () => {
  const shell = runs('cilium', 'quay.io/cilium/cilium:v1');
  const [container] = shell.containers;
  const spec = { ...container?.spec, name: 'a', command: ['/bin/sh', '-c'], args: ['nsenter -t 1 -a'] };
  const changed = { ...shell, containers: [{ ...container, spec } as Container] };
  expect(isShippedPrivileged(changed, rows)).toBe(false);
});

test('the first workload of an application settles its namespace: the others are not looked at', () => {
  let looks = 0;
  const counted: Pick<Workload, 'containers'> = {
    get containers() {
      looks++;
      return runs('other', 'shop.example/api:1').containers;
    },
  };
  expect(componentsIn([runs('a', 'shop.example/web:1'), counted, counted], rows)).toEqual([]);
  expect(looks).toBe(0);
});
