/** One line of a journal: taken only when it is whole, since undo writes by it. */
import { z } from 'zod';
import type { JournalEntry } from '../../model/journal.ts';

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
    run: z.string(),
    at: z.string(),
    cluster: z.looseObject({ id: z.string(), context: z.string(), server: z.string() }),
    undoes: z.string().optional(),
    planned: z.number().optional(),
  }),
  z.looseObject({ type: z.literal('intent'), step: z.number(), title: z.string(), ref, request }),
  z.looseObject({
    type: z.literal('outcome'),
    step: z.number(),
    result: z.enum(['applied', 'failed', 'undone', 'undo-failed']),
    inverse: request.optional(),
  }),
]);

/** `undefined` for what is no entry. */
export function parseEntry(line: string): JournalEntry | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return ENTRY.safeParse(value).success ? (value as JournalEntry) : undefined;
  } catch {
    return undefined;
  }
}
