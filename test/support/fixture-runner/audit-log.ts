/** An audit log in a fixture: what a reader of logs makes of it. What is left out is nothing. */
import { z } from 'zod';

const counts = z.record(z.string(), z.number()).default({});
const use = z.strictObject({
  verb: z.string(),
  group: z.string().default(''),
  resource: z.string(),
  namespace: z.string().optional(),
  names: z.array(z.string()).default(['']),
  made: z.array(z.string()).optional(),
  hasMoreNames: z.literal(true).optional(),
  requests: z.number().default(1),
});
const path = z.strictObject({ verb: z.string().default('get'), path: z.string(), requests: z.number().default(1) });

export const auditLog = z.strictObject({
  sources: z.array(z.string()).default(['audit.log']),
  files: z.number().default(1),
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  gaps: z.array(z.strictObject({ from: z.string(), hours: z.number() })).default([]),
  events: z.number().default(1000),
  requests: z.number().default(1000),
  denied: z.number().default(0),
  undecided: z.number().default(0),
  damaged: z.number().default(0),
  foreign: z.number().default(0),
  levels: counts,
  stages: counts,
  isWhole: z.boolean().default(true),
  users: z.array(
    z.strictObject({
      username: z.string(),
      groups: z.array(z.string()).default(['system:authenticated']),
      requests: z.number().default(1),
      denied: z.number().default(0),
      first: z.string().default(''),
      last: z.string().default(''),
      uses: z.array(use).default([]),
      paths: z.array(path).default([]),
    }),
  ),
});
