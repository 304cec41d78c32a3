/** Findings name places that stay where they are: by members that their kind has and by merge keys, never by an index. */
import { expect } from 'vitest';
import { kindOf } from '../../../src/kube/kinds.ts';
import { formatPath, valueAt } from '../../../src/kube/path.ts';
import { refKey, refOf } from '../../../src/kube/refs.ts';
import type { AnyAutomatedCheck, FieldPath, PathElement } from '../../../src/plugin-api/index.ts';
import { MODEL_OF, MODELS } from '../../../src/sources/files/read/shapes.generated.ts';
import { isSimple } from '../../../src/sources/files/read/simple-types.ts';
import type { Fixture } from './load.ts';
import { runFixture } from './run.ts';

/** Of lists whose items the API server merges, by the model of an item. Items of other lists have no lasting name. */
const MERGE_KEYS: Readonly<Record<string, string>> = {
  CoreV1ResourceClaim: 'name',
  V1Container: 'name',
  V1ContainerPort: 'containerPort',
  V1EnvVar: 'name',
  V1EphemeralContainer: 'name',
  V1HostAlias: 'ip',
  V1HostIP: 'ip',
  V1LocalObjectReference: 'name',
  V1MatchCondition: 'name',
  V1MutatingWebhook: 'name',
  V1NodeAddress: 'type',
  V1ObjectReference: 'name',
  V1OwnerReference: 'uid',
  V1PodIP: 'ip',
  V1PodResourceClaim: 'name',
  V1PodResourceClaimStatus: 'name',
  V1PodSchedulingGate: 'name',
  V1ServicePort: 'port',
  V1TopologySpreadConstraint: 'topologyKey',
  V1ValidatingWebhook: 'name',
  V1Variable: 'name',
  V1Volume: 'name',
  V1VolumeDevice: 'devicePath',
  V1VolumeMount: 'mountPath',
};

export function expectPlaces(check: AnyAutomatedCheck, fixture: Fixture): void {
  const objects = new Map(fixture.objects.map((object) => [refKey(refOf(object)), object]));
  for (const { subject, at, path, part, key, message } of runFixture(check, fixture).findings) {
    for (const [name, value] of Object.entries({ part, key }))
      if (value !== undefined) expect(value, `${message}: its ${name} is an index`).not.toMatch(/^\d+$/);
    if (path === undefined) continue;
    const place = at ?? subject;
    const object = objects.get(refKey(place));
    // A Namespace may be referred to only: its labels still have a path.
    if (subject.kind !== 'Namespace') expect(object, `${message} has a path in an object of the fixture`).toBeDefined();
    expect(indexedStep(object, path), message).toBeUndefined();
    expect(stepProblem(place, path), message).toBeUndefined();
  }
}

/** The step of a path that names an item of a list by its index, which is another item tomorrow. */
function indexedStep(object: unknown, path: FieldPath): PathElement | undefined {
  return path.find((step, at) => typeof step === 'string' && Array.isArray(valueAt(object, path.slice(0, at))));
}

/** `.spec.containers[image="a"]: V1Container[] has the merge key name`; of kinds that are not in the table nothing is known. */
export function stepProblem(
  { apiVersion, kind: name }: { readonly apiVersion: string; readonly kind: string },
  path: FieldPath,
): string | undefined {
  const kind = kindOf(apiVersion, name);
  let type: string | undefined = kind === undefined ? undefined : MODEL_OF[kind];
  for (const [at, step] of path.entries()) {
    if (type === undefined || type === 'any') return undefined;
    const below = typeBelow(type, step);
    if ('problem' in below) return `${formatPath(path.slice(0, at + 1))}: ${below.problem}`;
    type = below.type;
  }
  return undefined;
}

function typeBelow(type: string, step: PathElement): { readonly type: string } | { readonly problem: string } {
  if (typeof step !== 'string') {
    if (!type.endsWith('[]')) return { problem: `${type} is no list` };
    const item = type.slice(0, -2);
    const mergeKey = mergeKeyOf(item);
    if (mergeKey === undefined) return { problem: `${type} has no merge key` };
    return step.key === mergeKey ? { type: item } : { problem: `${type} has the merge key ${mergeKey}` };
  }
  if (type.endsWith('[]')) return { problem: `${type} has no members` };
  if (type.endsWith('{}')) return { type: type.slice(0, -2) };
  if (isSimple(type)) return { problem: `${type} has no members` };
  const members = MODELS[type]?.members ?? {};
  const below = Object.hasOwn(members, step) ? members[step] : undefined;
  return below === undefined ? { problem: `no member of ${type}` } : { type: below };
}

function mergeKeyOf(model: string): string | undefined {
  return /Condition$/.test(model) && model !== 'V1MatchCondition' ? 'type' : MERGE_KEYS[model];
}
