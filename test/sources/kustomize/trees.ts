/** Trees of kustomizations drawn by lot: bases, overlays and components with what kustomize offers in each. */
import type { Json, JsonObject } from '../../../src/plugin-api/index.ts';
import { lots, styled } from '../files/styled.ts';

export interface DrawnTree {
  readonly files: Readonly<Record<string, string>>;
  /** The folder to build. */
  readonly top: string;
}

type Lot = (sides: number) => number;

export function drawTree(seed: number): DrawnTree {
  return new Drawing(seed).tree();
}

const NAMES = ['cart', 'mail', 'queue', 'report'] as const;
const WORKLOADS = ['Deployment', 'StatefulSet', 'DaemonSet', 'CronJob'] as const;
type Workload = (typeof WORKLOADS)[number];

class Drawing {
  readonly #lot: Lot;
  readonly #files: Record<string, string> = {};
  readonly #workloads: { readonly kind: Workload; readonly name: string }[] = [];
  #number = 0;

  constructor(seed: number) {
    this.#lot = lots(seed);
  }

  tree(): DrawnTree {
    this.#base('base', NAMES.slice(0, 1 + this.#lot(3)));
    let below = ['../base'];
    if (this.#sometimes(4)) {
      this.#base('extra', ['audit']);
      below = [...below, '../extra'];
    }
    if (this.#sometimes(2)) this.#component('part');
    if (this.#sometimes(3)) {
      this.#overlay('middle', below);
      below = ['../middle'];
    }
    this.#overlay('top', below);
    return { files: this.#files, top: 'top' };
  }

  #sometimes(sides: number): boolean {
    return this.#lot(sides) === 0;
  }

  #write(path: string, value: Json): void {
    const text = styled(value, this.#lot(1_000_000));
    this.#files[path] = this.#sometimes(6) ? text.trimEnd() : text;
  }

  #base(folder: string, names: readonly string[]): void {
    const resources: string[] = [];
    const add = (file: string, value: JsonObject) => {
      this.#write(`${folder}/${file}`, value);
      resources.push(file);
    };
    for (const name of names) {
      const kind = WORKLOADS[this.#lot(WORKLOADS.length)] ?? 'Deployment';
      this.#workloads.push({ kind, name });
      add(`${name}.yaml`, workload(kind, name, this.#pod(name)));
    }
    if (this.#sometimes(2)) add(`sub/${folder}-role.yaml`, role(`${folder}-role`, this.#lot(3)));
    if (this.#sometimes(2)) add(`${folder}-binding.yaml`, binding(`${folder}-role`));
    if (this.#sometimes(3))
      add(`${folder}-account.yaml`, { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: `${folder}-bot` } });
    this.#write(`${folder}/kustomization.yaml`, this.#kustomization({ resources, ...this.#generators(folder) }));
  }

  #pod(name: string): JsonObject {
    const context = [
      undefined,
      {},
      { privileged: true },
      { runAsUser: 0, capabilities: { add: ['NET_RAW', 'SYS_TIME'] } },
    ][this.#lot(4)];
    const main: JsonObject = {
      name,
      image: `registry.test/${name}:1`,
      ...(context === undefined ? {} : { securityContext: context as JsonObject }),
      ...(this.#sometimes(2) ? { envFrom: [{ configMapRef: { name: 'settings' } }] } : {}),
    };
    const side: JsonObject = { name: 'side', image: 'registry.test/side:1', command: ['run', '--fast'] };
    return {
      containers: this.#sometimes(2) ? [main] : this.#sometimes(2) ? [side, main] : [main, side],
      ...(this.#sometimes(3) ? { initContainers: [{ name: 'init', image: 'registry.test/init:1' }] } : {}),
      ...(this.#sometimes(4) ? { hostNetwork: true } : {}),
      ...(this.#sometimes(3) ? { volumes: [{ name: 'tmp', emptyDir: {} }] } : {}),
      ...(this.#sometimes(4) ? { securityContext: { runAsNonRoot: true } } : {}),
    };
  }

  #generators(folder: string): JsonObject {
    if (this.#sometimes(2)) return {};
    const fromFile = this.#sometimes(2);
    if (fromFile) this.#files[`${folder}/app.yaml`] = 'level: info\nimage: none\n';
    const settings = { name: 'settings', ...(fromFile ? { files: ['app.yaml'] } : { literals: ['LEVEL=info'] }) };
    const secret = { name: `${folder}-secret`, literals: ['KEY=unused'] };
    return { configMapGenerator: [settings], ...(this.#sometimes(2) ? { secretGenerator: [secret] } : {}) };
  }

  /** With or without saying what it is. */
  #kustomization(value: JsonObject): JsonObject {
    const head = { apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization' };
    return this.#sometimes(3) ? value : { ...head, ...value };
  }

  #component(folder: string): void {
    const { name, kind } = this.#any();
    const value = {
      apiVersion: 'kustomize.config.k8s.io/v1alpha1',
      kind: 'Component',
      ...this.#patch(folder, kind, name),
    };
    this.#write(`${folder}/kustomization.yaml`, value);
  }

  #any(): { readonly kind: Workload; readonly name: string } {
    return this.#workloads[this.#lot(this.#workloads.length)] ?? { kind: 'Deployment', name: 'cart' };
  }

  #overlay(folder: string, below: readonly string[]): void {
    const { kind, name } = this.#any();
    const hasPart = this.#files['part/kustomization.yaml'] !== undefined && folder === 'top';
    const value: JsonObject = {
      resources: [...below],
      ...(hasPart ? { components: ['../part'] } : {}),
      ...(this.#sometimes(2) ? { namespace: `${folder}-space` } : {}),
      ...(this.#sometimes(3) ? { namePrefix: `${folder}-` } : {}),
      ...(this.#sometimes(4) ? { nameSuffix: `-${folder}` } : {}),
      ...this.#labels(folder),
      ...(this.#sometimes(2) ? { images: [{ name: `registry.test/${name}`, newTag: '2' }] } : {}),
      ...(this.#sometimes(3) && kind !== 'CronJob' && kind !== 'DaemonSet' ? { replicas: [{ name, count: 3 }] } : {}),
      ...(this.#sometimes(2) ? this.#patch(folder, kind, name) : {}),
      ...(this.#sometimes(5) ? { patches: [] } : {}),
      ...(this.#sometimes(5) ? { buildMetadata: ['originAnnotations'] } : {}),
      ...(this.#sometimes(4)
        ? this.#generators(folder).secretGenerator === undefined
          ? {}
          : { commonAnnotations: { by: folder } }
        : {}),
    };
    const file = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'][this.#lot(3)] ?? 'Kustomization';
    this.#write(`${folder}/${file}`, this.#kustomization(value));
  }

  #labels(folder: string): JsonObject {
    const team = { [`team-${folder}`]: 'blue' };
    return [
      {},
      {},
      { commonLabels: team },
      { labels: [{ pairs: team, includeSelectors: this.#sometimes(2) }] },
      { labels: [{ pairs: team, includeTemplates: true }] },
    ][this.#lot(5)] as JsonObject;
  }

  /** One of the forms in which kustomize takes patches. */
  #patch(folder: string, kind: Workload, name: string): JsonObject {
    const apiVersion = kind === 'CronJob' ? 'batch/v1' : 'apps/v1';
    const merge = {
      apiVersion,
      kind,
      metadata: { name, annotations: { [`patched-${folder}-${this.#number++}`]: 'yes' } },
    };
    const target = { kind, name };
    const steps: Json = [{ op: 'add', path: '/metadata/labels', value: { tier: 'one' } }];
    switch (this.#lot(5)) {
      case 0:
        this.#write(`${folder}/merge.yaml`, merge);
        return { patches: [{ path: 'merge.yaml' }] };
      case 1:
        return { patches: [{ target, patch: JSON.stringify(steps) }] };
      case 2:
        this.#write(`${folder}/merge.yaml`, merge);
        return { patchesStrategicMerge: ['merge.yaml'] };
      case 3:
        this.#files[`${folder}/steps.json`] = JSON.stringify(steps);
        return {
          patchesJson6902: [
            { target: { ...target, group: apiVersion.split('/')[0] ?? '', version: 'v1' }, path: 'steps.json' },
          ],
        };
      default:
        return { patches: [{ patch: JSON.stringify(merge) }] };
    }
  }
}

function workload(kind: Workload, name: string, pod: JsonObject): JsonObject {
  const labels = { app: name };
  const template = { metadata: { labels }, spec: kind === 'CronJob' ? { restartPolicy: 'Never', ...pod } : pod };
  if (kind === 'CronJob')
    return {
      apiVersion: 'batch/v1',
      kind,
      metadata: { name },
      spec: { schedule: '5 4 * * 1', jobTemplate: { spec: { template } } },
    };
  const service: JsonObject = kind === 'StatefulSet' ? { serviceName: name } : {};
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name },
    spec: { ...service, selector: { matchLabels: labels }, template },
  };
}

function role(name: string, power: number): JsonObject {
  const rules = [
    [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }],
    [{ apiGroups: [''], resources: ['pods', 'secrets'], verbs: ['*'] }],
    [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }],
  ][power] as Json;
  return { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', metadata: { name }, rules };
}

function binding(name: string): JsonObject {
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata: { name: `${name}-all` },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name },
    subjects: [{ kind: 'Group', apiGroup: 'rbac.authorization.k8s.io', name: 'system:authenticated' }],
  };
}
