/** A webhook that acts on one request: what it makes of the object, as nobody expects it. */
import type { PatchOperation } from '../../src/kube/json-patch.ts';
import { patched } from '../support/json-patch.ts';

/** add: an annotation of its own. mutate: another value than ours. strip: our field is gone. deny: nothing is stored. */
export const WEBHOOK_FAULTS = ['add', 'mutate', 'strip', 'deny'] as const;
export type WebhookFault = (typeof WEBHOOK_FAULTS)[number];

export type Loose = Record<string, unknown> & { metadata: Record<string, unknown> };

export const DENIED = {
  kind: 'Status',
  apiVersion: 'v1',
  status: 'Failure',
  code: 403,
  reason: 'Forbidden',
  message: 'admission webhook "night.example.com" denied the request: not at night',
};

export function isWebhookFault(fault: string | undefined): fault is WebhookFault {
  return WEBHOOK_FAULTS.some((each) => each === fault);
}

/** `operations`: of a patch; none where an object is created. */
export function admitted(object: Loose, operations: readonly PatchOperation[], fault: WebhookFault): Loose {
  const ours = operations.findLast(({ op }) => op === 'add' || op === 'replace');
  switch (fault) {
    case 'strip':
      return ours === undefined
        ? withMetadata(object, { labels: {} })
        : tried(object, { op: 'remove', path: ours.path });
    case 'mutate':
      return ours === undefined
        ? withMetadata(object, { labels: { team: 'of-the-webhook' } })
        : tried(object, { op: 'replace', path: ours.path, value: other('value' in ours ? ours.value : null) });
    default:
      return withMetadata(object, { annotations: { 'example.com/seen': 'by-the-webhook' } });
  }
}

function withMetadata(object: Loose, metadata: object): Loose {
  return { ...object, metadata: { ...object.metadata, ...metadata } };
}

function tried(object: Loose, operation: PatchOperation): Loose {
  try {
    return patched(object, [operation]) as Loose;
  } catch {
    return object;
  }
}

/** Of the same type, and another one. */
function other(value: unknown): never {
  const made =
    typeof value === 'boolean' ? !value : typeof value === 'string' ? `${value}-else` : Array.isArray(value) ? [] : {};
  return made as never;
}
