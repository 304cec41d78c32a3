/** Bounds for a container: what it uses is not read, so a person says the amounts. */
import { type Container, type Edit, type Proposal, plan, podTemplate, type Workload } from 'kubectl-harden/plugin-api';
import type { Bound } from './bounds.ts';

export interface ResourceInputs {
  readonly cpu?: string;
  readonly memory?: string;
  readonly memoryLimit?: string;
}

const FIELDS: Readonly<Record<Bound, readonly [input: keyof ResourceInputs, list: string, name: string]>> = {
  'CPU request': ['cpu', 'requests', 'cpu'],
  'memory request': ['memory', 'requests', 'memory'],
  'memory limit': ['memoryLimit', 'limits', 'memory'],
};

export function checkQuantity(value: string): string | undefined {
  const isQuantity = /^\d+(\.\d+)?(m|k|M|G|Ki|Mi|Gi)?$/.test(value) && !/^[0.]+\D*$/.test(value);
  return isQuantity ? undefined : 'It is no amount such as 100m or 256Mi.';
}

export function setBounds(
  workload: Workload,
  container: Container,
  missing: readonly Bound[],
  inputs: ResourceInputs,
): Proposal | undefined {
  const fields = missing.map((bound) => FIELDS[bound]);
  const needs = fields.map(([input]) => input).filter((input) => inputs[input] === undefined);
  if (needs.length > 0)
    return plan('What the program uses is not read: its peak decides about the amounts.', { needs });
  return podTemplate.patchTemplate(workload, {
    readiness: 'review',
    reason: `Whether ${container.name} gets by on these amounts is not visible here.`,
    edits: fields.map(([input, list, name]): Edit => {
      return { op: 'set', path: [...container.path, 'resources', list, name], value: inputs[input] ?? '' };
    }),
    caveats: [
      'What takes more memory than its limit is ended, and started again.',
      'Pods that reserve more than a node has left wait.',
    ],
  });
}
