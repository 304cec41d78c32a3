/** The same pod as a Pod, a Deployment and a CronJob. */

import { formatPath } from '../../../src/kube/path.ts';
import type { Finding } from '../../../src/model/finding.ts';
import type { JsonObject, KubeObject } from '../../../src/plugin-api/index.ts';
import type { Fixture } from './load.ts';

interface Template {
  readonly metadata?: JsonObject;
  readonly spec: JsonObject;
}
const SHAPES: Readonly<Record<string, { apiVersion: string; spec(template: Template): JsonObject; depth: number }>> = {
  Pod: { apiVersion: 'v1', spec: ({ spec }) => spec, depth: 1 },
  Deployment: { apiVersion: 'apps/v1', spec: (template) => ({ selector: {}, template: asJson(template) }), depth: 3 },
  CronJob: {
    apiVersion: 'batch/v1',
    spec: (template) => ({ schedule: '@daily', jobTemplate: { spec: { template: asJson(template) } } }),
    depth: 5,
  },
};

/** Empty where the fixture does not hold exactly one such object, or where running pods are part of what it shows. */
export function shapesOf(fixture: Fixture): readonly { readonly kind: string; readonly fixture: Fixture }[] {
  const holders = fixture.objects.filter(({ kind }) => kind in SHAPES);
  const [holder] = holders;
  if (holder === undefined || holders.length > 1 || 'status' in holder) return [];
  const others = fixture.objects.filter((object) => object !== holder);
  if (others.some(({ kind }) => WORKLOADS.includes(kind))) return [];
  return Object.keys(SHAPES).map((kind) => ({
    kind,
    fixture: { ...fixture, objects: [...others, reshaped(holder, kind)] },
  }));
}
const WORKLOADS = ['StatefulSet', 'DaemonSet', 'ReplicaSet', 'ReplicationController', 'Job', 'PodTemplate'];

function reshaped(holder: KubeObject, kind: string): KubeObject {
  const shape = SHAPES[kind];
  if (shape === undefined) throw new RangeError(kind);
  const template = templateOf(holder);
  const { name, namespace } = holder.metadata;
  const own = kind === 'Pod' ? { ...template.metadata, name, namespace } : { name, namespace };
  return { apiVersion: shape.apiVersion, kind, metadata: own, spec: shape.spec(template) } as unknown as KubeObject;
}

function templateOf(holder: KubeObject): Template {
  const { spec, metadata } = holder as unknown as { spec: JsonObject; metadata: JsonObject };
  if (holder.kind === 'Pod') {
    const { name: _name, namespace: _namespace, uid: _uid, ...rest } = metadata;
    return { metadata: rest, spec };
  }
  const path = holder.kind === 'CronJob' ? ['jobTemplate', 'spec', 'template'] : ['template'];
  return path.reduce<unknown>((value, key) => (value as JsonObject)[key], spec) as Template;
}

function asJson({ metadata, spec }: Template): JsonObject {
  return { ...(metadata === undefined ? {} : { metadata }), spec };
}

/** What must not depend on the kind: paths from the pod spec on, no readiness. */
export function neutral(findings: readonly Finding[]): readonly unknown[] {
  return findings
    .map(({ subject, severity, part, path, message }) => ({
      severity,
      part,
      path: path === undefined ? undefined : formatPath(path.slice(SHAPES[subject.kind]?.depth ?? 0)),
      message,
    }))
    .sort((left, right) => (JSON.stringify(left) < JSON.stringify(right) ? -1 : 1));
}
