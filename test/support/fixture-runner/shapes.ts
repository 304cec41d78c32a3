/** The same pod as a Pod, a Deployment and a CronJob. */

import { KINDS } from '../../../src/kube/kinds.ts';
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

/** What these look at is the kind itself, so that the same pod in another kind is judged otherwise. */
export const KIND_DECIDES: ReadonlySet<string> = new Set([
  'workloads/bare',
  'workloads/probes',
  'updates/disruption-budgets',
]);

/**
 * With each object that makes pods as one of the kinds. Empty where there is none, or where running pods, revisions and
 * what is reported of them are part of what the fixture shows.
 */
export function shapesOf(fixture: Fixture): readonly { readonly kind: string; readonly fixture: Fixture }[] {
  const holders = fixture.objects.filter((object) => templatePathOf(object) !== undefined);
  const names = new Set(holders.map(({ metadata: { name, namespace } }) => JSON.stringify([namespace, name])));
  if (holders.length === 0 || names.size < holders.length || holders.some(isPartOfMore)) return [];
  return Object.keys(SHAPES).map((kind) => ({
    kind,
    fixture: {
      ...fixture,
      objects: fixture.objects.map((object) => (holders.includes(object) ? reshaped(object, kind) : object)),
    },
  }));
}

function isPartOfMore(object: KubeObject): boolean {
  return 'status' in object || (object.metadata.ownerReferences ?? []).length > 0;
}

/** Below `spec`; `undefined`: it makes no pods, or of a kind that nobody here knows. */
function templatePathOf({ kind }: KubeObject): readonly string[] | undefined {
  if (kind === 'Pod') return [];
  const path = Object.hasOwn(KINDS, kind) ? KINDS[kind as keyof typeof KINDS].template : undefined;
  return path?.[0] === 'spec' ? path.slice(1).map(String) : undefined;
}

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
  const path = templatePathOf(holder) ?? [];
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
