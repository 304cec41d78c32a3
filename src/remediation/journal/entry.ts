/** One line of a journal: taken only when it is whole, since undo writes by it. */
import * as z from 'zod';
import type { FieldChange } from '../../kube/field-change.ts';
import type { JournalEntry } from '../../model/journal.ts';
import type { WriteRequest } from '../../model/ports.ts';

const ref = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  name: z.string(),
  namespace: z.string().optional(),
});
const object = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({ name: z.string(), namespace: z.string().optional() }),
});
const request = z.discriminatedUnion('op', [
  z.looseObject({ op: z.literal('create'), object }),
  z.looseObject({ op: z.literal('patch'), ref, touches: z.array(z.looseObject({ path: z.array(z.unknown()) })) }),
  z.looseObject({ op: z.literal('delete'), ref }),
]);

const ENTRY = z.discriminatedUnion('type', [
  z.looseObject({
    type: z.literal('run'),
    format: z.number().optional(),
    source: z.enum(['live', 'files', 'sample']).optional(),
    roots: z.array(z.string()).optional(),
    run: z.string(),
    at: z.string(),
    cluster: z.looseObject({ id: z.string(), context: z.string(), server: z.string() }),
    undoes: z.string().optional(),
    planned: z.number().optional(),
    plan: z.array(z.looseObject({ step: z.number(), title: z.string(), ref, was: z.string().optional() })).optional(),
  }),
  z.looseObject({
    type: z.literal('intent'),
    step: z.number(),
    decision: z.string(),
    title: z.string(),
    checks: z.array(z.string()),
    disruption: z.enum(['none', 'rollout', 'traffic', 'access']),
    ref,
    request,
    inverse: request.optional(),
    before: object.optional(),
    stored: object.optional(),
  }),
  z.looseObject({
    type: z.literal('outcome'),
    step: z.number(),
    at: z.string(),
    result: z.enum(['applied', 'failed', 'undone', 'undo-failed']),
    inverse: request.optional(),
    stored: object.optional(),
  }),
  z.looseObject({ type: z.literal('end'), at: z.string() }),
]);

/** `undefined` for what is no entry. */
export function parseEntry(line: string): JournalEntry | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return ENTRY.safeParse(value).success ? withRequests(value as JournalEntry, fromDisk) : undefined;
  } catch {
    return undefined;
  }
}

/** One line without its end. */
export function entryJson(entry: JournalEntry): string {
  return JSON.stringify(withRequests(entry, toDisk));
}

function withRequests(entry: JournalEntry, convert: (request: WriteRequest) => WriteRequest): JournalEntry {
  if (entry.type === 'run' || entry.type === 'end') return entry;
  const inverse = entry.inverse === undefined ? {} : { inverse: convert(entry.inverse) };
  return entry.type === 'intent' ? { ...entry, ...inverse, request: convert(entry.request) } : { ...entry, ...inverse };
}

/** The journal's word for field changes, which every journal on a disk has. */
interface OnDisk {
  readonly touches: readonly FieldChange[];
}

function fromDisk(request: WriteRequest): WriteRequest {
  if (request.op !== 'patch') return request;
  const { touches, ...rest } = request as unknown as Omit<typeof request, 'fieldChanges'> & OnDisk;
  return { ...rest, fieldChanges: touches };
}

function toDisk(request: WriteRequest): WriteRequest {
  if (request.op !== 'patch') return request;
  const { fieldChanges, ...rest } = request;
  return { ...rest, touches: fieldChanges } as unknown as WriteRequest;
}
