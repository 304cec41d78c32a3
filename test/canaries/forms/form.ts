/** One way in which a credential stands where the program reads. */
import type { Style } from '../canary.ts';

/** An object as manifests and API servers hold it. */
export type Planted = Readonly<Record<string, unknown>>;

export interface Form {
  readonly name: string;
  /** The styles that must be hidden in this place. */
  readonly hides: readonly Style[];
  /** `name`: for the object, no other has it. */
  readonly plant: (canary: string, name: string) => Planted | readonly Planted[];
}

export function form(name: string, hides: readonly Style[], plant: Form['plant']): Form {
  return { name, hides, plant };
}

export function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

/** Members of a pod's container, beside its name and image. */
export function inContainer(name: string, hides: readonly Style[], members: (canary: string) => Planted): Form {
  return form(name, hides, (canary, object) => deployment(object, { containers: [container(members(canary))] }));
}

/** Members of a pod's spec, beside a container. */
export function inPod(name: string, hides: readonly Style[], members: (canary: string) => Planted): Form {
  return form(name, hides, (canary, object) => deployment(object, members(canary)));
}

export function container(members: Planted = {}): Planted {
  return { name: 'app', image: 'registry.example.com/app:1', ...members };
}

/** A workload that several checks complain of, so that it is in findings, decisions, diffs and journals. */
export function deployment(name: string, pod: Planted = {}, template: Planted = {}, metadata: Planted = {}): Planted {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: 'shop', ...metadata },
    spec: {
      replicas: 1,
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { ...template, labels: { app: name, ...(template.labels as object | undefined) } },
        spec: { containers: [container()], ...pod },
      },
    },
  };
}

export function object(
  apiVersion: string,
  kind: string,
  name: string,
  members: Planted = {},
  metadata: Planted = {},
): Planted {
  return { apiVersion, kind, metadata: { name, namespace: 'shop', ...metadata }, ...members };
}
