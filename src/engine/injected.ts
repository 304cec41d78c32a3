/** Containers that admission adds to pods: they are not in the template, and are changed where they come from. */
import type { Inventory } from '../inventory/index.ts';
import { objectName, refKey } from '../kube/refs.ts';
import { remembered } from '../kube/remembered.ts';
import type { ObjectRef, Place, Proposal, Subject, Violation, Workload } from '../plugin-api/index.ts';
import { imageName } from '../text/image-name.ts';
import { namespaceRef } from './subjects.ts';

/** A container that admission adds, which a violation is about. */
export interface Injected {
  readonly workload: Workload;
  /** What has the template. */
  readonly owner: ObjectRef;
  /** Of the container. */
  readonly part: string;
  /** Without tag and digest. */
  readonly image: string;
}

const byRef = remembered(
  (workloads: readonly Workload[]) =>
    // The first of those that are called alike.
    new Map(workloads.toReversed().map((workload) => [refKey(workload.ref), workload])),
);

/** A pod takes a container later only as an ephemeral one: that is somebody's, and decided with its pod. */
export function injectedInto(subject: Subject, { part }: Violation, inventory: Inventory): Injected | undefined {
  const workload = subject as Partial<Workload> & Subject;
  const { deviatesFrom: owner, containers = [] } = workload;
  if (owner === undefined || part === undefined || inventory.find(owner) === undefined) return undefined;
  const container = containers.find(({ name, role }) => name === part && role !== 'ephemeral');
  if (container === undefined) return undefined;
  const template = byRef(inventory.workloads(owner.namespace ?? '')).get(refKey(owner));
  if (template === undefined || template.containers.some(({ name }) => name === part)) return undefined;
  const image = imageName(container.spec.image ?? '');
  return { workload: workload as Workload, owner, part, image };
}

/** One decision for all pods of a namespace that one image is added to. */
export function injectedPlace({ image, workload }: Injected): Place {
  const namespace = namespaceRef(workload.ref.namespace ?? '');
  const name = image.slice(image.lastIndexOf('/') + 1);
  return { key: `${refKey(namespace)}|injected ${image}`, title: `Container ${name} injected in ${namespace.name}` };
}

/** No template can be changed for it. */
export function injectedProposal({ owner, part }: Injected): Proposal {
  const reason =
    `Container ${part} is not in the template of ${objectName(owner)}: it is added when pods are made, and is ` +
    'changed where it comes from.';
  return { readiness: 'elsewhere', reason, changes: [] };
}

/** Pods whose template is not visible: no check can offer a change of it, and what is lacking is a right to read. */
export function unreadOwner(inventory: Inventory, { access, deviatesFrom, ref }: Workload): Proposal | undefined {
  const owner = deviatesFrom ?? ref;
  if (access !== 'none' || owner.kind === 'Pod' || inventory.find(owner) !== undefined) return undefined;
  return {
    readiness: 'needs-input',
    reason: `Its owner cannot be read: ${owner.kind} ${owner.name} has the template.`,
    changes: [],
  };
}
