/** Small objects for tests: only what a test says, with names that tell what they show. */
import type { Observed } from '../../src/model/ports.ts';
import type { JsonObject, KindMap, KubeObject } from '../../src/plugin-api/index.ts';

export function observed(...objects: readonly KubeObject[]): readonly Observed[] {
  return objects.map((object) => ({ object }));
}

export function namespace(name: string, labels: Readonly<Record<string, string>> = {}): KindMap['Namespace'] {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } };
}

/** The same, deleted and held by a finalizer or by what it still has to end. */
export function deleted<T extends KubeObject>(object: T): T {
  return { ...object, metadata: { ...object.metadata, deletionTimestamp: '2026-03-01T12:00:00Z' } };
}

const RS_OWNER = (owner: string, uid: string) => [
  { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: owner, uid, controller: true },
];

export function deployment(namespaceName: string, name: string, spec: JsonObject = {}): KindMap['Deployment'] {
  const template = {
    metadata: { labels: { app: name } },
    spec: { containers: [{ name: 'app', image: 'example.com/app:1' }], ...spec },
  };
  const object = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: namespaceName, uid: `deployment-${namespaceName}-${name}` },
    spec: { selector: { matchLabels: { app: name } }, template },
  };
  return object as unknown as KindMap['Deployment'];
}

/** The ReplicaSet of a Deployment made by `deployment`, with the same template unless another spec is given. */
export function replicaSet(owner: KindMap['Deployment'], spec?: JsonObject): KindMap['ReplicaSet'] {
  const { name, namespace: namespaceName, uid } = owner.metadata;
  const template = owner.spec?.template;
  const object = {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `${name}-1`,
      namespace: namespaceName,
      uid: `replicaset-${uid}`,
      ownerReferences: [{ apiVersion: 'apps/v1', kind: 'Deployment', name, uid, controller: true }],
    },
    spec: {
      replicas: 1,
      template: spec === undefined ? template : { ...template, spec: { ...template?.spec, ...spec } },
    },
  };
  return object as unknown as KindMap['ReplicaSet'];
}

export function podOf(owner: KindMap['ReplicaSet'], suffix: string, spec: JsonObject = {}): KindMap['Pod'] {
  const { name, namespace: namespaceName, uid } = owner.metadata;
  const object = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: `${name}-${suffix}`,
      namespace: namespaceName,
      uid: `pod-${name}-${suffix}`,
      ownerReferences: RS_OWNER(name, uid ?? ''),
    },
    spec: { ...owner.spec?.template?.spec, ...spec },
    status: { phase: 'Running' },
  };
  return object as unknown as KindMap['Pod'];
}

export function pod(
  namespaceName: string,
  name: string,
  spec: JsonObject = {},
  metadata: JsonObject = {},
): KindMap['Pod'] {
  const object = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: namespaceName, uid: `pod-${name}`, ...metadata },
    spec: { containers: [{ name: 'app', image: 'example.com/app:1' }], ...spec },
    status: { phase: 'Running' },
  };
  return object as unknown as KindMap['Pod'];
}
