/** Whether anything may change pods on their way into a namespace, as the server lists it now. */
import { type MutatingObjects, type Mutator, mutatorsOf } from '../../analysis/admission/index.ts';
import { minorOf } from '../../analysis/pod-security/index.ts';
import { KINDS, type KindInfo } from '../../kube/kinds.ts';
import { type Target, TargetError } from '../../model/ports.ts';
import type { KubeObject } from '../../plugin-api/index.ts';
import { printable } from '../../text/printable.ts';
import { clause } from '../../text/words.ts';
import type { Inquiry } from '../context.ts';

const GROUP = 'admissionregistration.k8s.io';
/** Newest first: the first that is served is read. */
const VERSIONS = ['v1', 'v1beta1', 'v1alpha1'] as const;
/** From this minor on policies that change objects are always served, unless somebody has turned them off. */
const POLICIES_SINCE = 36;

/** `unseen`: why it is not all, without a full stop. */
export interface Listed extends MutatingObjects {
  readonly unseen?: string;
}

/** What changes pods there, and what speaks against taking a trial for the truth: sentences. */
export interface Gate {
  readonly isOpen: boolean;
  /** Of any pod that is tried. */
  readonly doubts: readonly string[];
  /** That something may be there that nobody sees; a trial goes through it all the same. */
  readonly unseen: readonly string[];
}

type Labels = Readonly<Record<string, string>> | undefined;

export async function listAdmission({ context: { target }, signal }: Inquiry, version: string): Promise<Listed> {
  try {
    const webhooks = await target.list?.(KINDS.MutatingWebhookConfiguration, signal);
    const policies = await newest(target, 'MutatingAdmissionPolicy', 'mutatingadmissionpolicies', signal);
    const bindings = await newest(target, 'MutatingAdmissionPolicyBinding', 'mutatingadmissionpolicybindings', signal);
    const isMissing = policies === undefined && (minorOf(version) ?? POLICIES_SINCE) >= POLICIES_SINCE;
    const unseen =
      webhooks === undefined ? 'no webhooks are served' : isMissing ? 'no MutatingAdmissionPolicies are served' : '';
    return {
      webhooks: webhooks ?? [],
      policies: policies ?? [],
      bindings: bindings ?? [],
      ...(unseen === '' ? {} : { unseen }),
    };
  } catch (error) {
    if (!(error instanceof TargetError)) throw error;
    return { webhooks: [], policies: [], bindings: [], unseen: clause(error.reason) };
  }
}

async function newest(
  target: Target,
  kind: string,
  plural: string,
  signal: AbortSignal,
): Promise<readonly KubeObject[] | undefined> {
  for (const version of VERSIONS) {
    const info: KindInfo = { kind, group: GROUP, version, plural, namespaced: false };
    const found = await target.list?.(info, signal);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** `before` and `after`: labels of the namespace. */
export function gateTo(
  namespace: string,
  { before, after }: { readonly before: Labels; readonly after: Labels },
  listed: Listed,
  unlisted: string | undefined,
): Gate {
  const now = mutatorsOf(listed, before);
  const known = new Set(now.map(nameOf));
  const later = mutatorsOf(listed, after).filter((mutator) => !known.has(nameOf(mutator)));
  const unseen = [
    ...(listed.unseen === undefined
      ? []
      : [`What changes new pods in ${namespace} is not visible: ${printable(listed.unseen).replace(/\.$/, '')}.`]),
    ...(unlisted === undefined ? [] : [unlisted]),
  ];
  return {
    isOpen: now.length + later.length + unseen.length > 0,
    doubts: [
      ...now.filter(({ isParticular }) => isParticular).map((mutator) => particular(mutator)),
      ...now
        .filter(({ changesMakers }) => changesMakers)
        .map(
          (mutator) =>
            `${nameOf(mutator)} may change Jobs or ReplicaSets as they are made: their pods cannot be tried.`,
        ),
      ...later.map(
        (mutator) =>
          `${nameOf(mutator)} changes pods in ${namespace} only with these labels: what it makes of them cannot be tried before.`,
      ),
    ],
    unseen,
  };
}

function nameOf({ kind, name }: Mutator): string {
  return `${kind} ${printable(name)}`;
}

function particular(mutator: Mutator): string {
  return `What ${nameOf(mutator)} makes of a pod depends on who makes it, what owns it or its name: it cannot be tried for another.`;
}
