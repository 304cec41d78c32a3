/** Containers that admission adds to pods: they are not in the template, and are changed where they come from. */
import type { Inventory } from '../inventory/index.ts';
import { objectName, refKey } from '../kube/refs.ts';
import type { Place, Proposal, Subject, Violation, Workload } from '../plugin-api/index.ts';
import { namespaceRef } from './subjects.ts';

/** One decision for all pods of a namespace that one image is added to; undefined: it is about something else. */
export function injectedPlace(subject: Subject, violation: Violation, inventory: Inventory): Place | undefined {
  const found = injectedInto(subject, violation, inventory);
  if (found === undefined) return undefined;
  const { image, workload } = found;
  const namespace = namespaceRef(workload.ref.namespace ?? '');
  const name = image.slice(image.lastIndexOf('/') + 1);
  return { key: `${refKey(namespace)}|injected ${image}`, title: `Container ${name} injected in ${namespace.name}` };
}

/** Where no template can be changed. */
export function injectedProposal(subject: Subject, violation: Violation, inventory: Inventory): Proposal | undefined {
  const found = injectedInto(subject, violation, inventory);
  const owner = found?.workload.deviatesFrom;
  if (owner === undefined) return undefined;
  const reason =
    `Container ${violation.part} is not in the template of ${objectName(owner)}: it is added when pods are made, and is ` +
    'changed where it comes from.';
  return { readiness: 'elsewhere', reason, changes: [] };
}

interface Injected {
  readonly workload: Workload;
  /** Without tag and digest. */
  readonly image: string;
}

/** A pod takes a container later only as an ephemeral one: that is somebody's, and decided with its pod. */
function injectedInto(subject: Subject, { part }: Violation, inventory: Inventory): Injected | undefined {
  const workload = subject as Partial<Workload> & Subject;
  const { deviatesFrom, containers = [] } = workload;
  if (deviatesFrom === undefined || part === undefined || inventory.find(deviatesFrom) === undefined) return undefined;
  const container = containers.find(({ name, role }) => name === part && role !== 'ephemeral');
  if (container === undefined) return undefined;
  const key = refKey(deviatesFrom);
  const template = inventory.workloads(deviatesFrom.namespace ?? '').find(({ ref }) => refKey(ref) === key);
  if (template === undefined || template.containers.some(({ name }) => name === part)) return undefined;
  const image = (container.spec.image ?? '').replace(/@.*$/, '').replace(/:[^:/]*$/, '');
  return { workload: workload as Workload, image };
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
