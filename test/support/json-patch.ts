/** RFC 6902 as the API server reads it: a test for null holds where there is nothing. */
import { deepEqual } from '../../src/kube/canonical.ts';
import type { PatchOperation } from '../../src/kube/json-patch.ts';

/** The document after the operations. Throws where a test fails or a parent is not there. */
export function patched(document: unknown, operations: readonly PatchOperation[]): unknown {
  const root = structuredClone(document);
  for (const operation of operations) {
    const steps = operation.path.slice(1).split('/').map(unescaped);
    const name = steps.pop() ?? '';
    const parent = steps.reduce<unknown>((at, step) => (at as Record<string, unknown>)[step], root);
    change(parent as Record<string, unknown> | unknown[], name, operation);
  }
  return root;
}

function change(parent: Record<string, unknown> | unknown[], name: string, operation: PatchOperation): void {
  const holder = parent as Record<string, unknown>;
  if (operation.op === 'test') {
    if (!deepEqual(holder[name] ?? null, operation.value)) throw new Error(`testing ${operation.path} failed`);
  } else if (operation.op === 'remove') {
    if (!Object.hasOwn(holder, name)) throw new Error(`removing ${operation.path}: nothing is there`);
    if (Array.isArray(parent)) parent.splice(Number(name), 1);
    else delete holder[name];
  } else if (Array.isArray(parent) && operation.op === 'add') {
    parent.splice(name === '-' ? parent.length : Number(name), 0, operation.value);
  } else holder[name] = operation.value;
}

function unescaped(step: string): string {
  return step.replaceAll('~1', '/').replaceAll('~0', '~');
}
