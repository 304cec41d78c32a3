/** The shape of a records document, and its errors in words. */
import * as z from 'zod';
import { SEVERITIES } from '../model/finding.ts';
import type { Attestation, Waiver, WaiverRule } from '../model/records.ts';
import { scopeProblem } from '../model/scope.ts';
import { memberPath } from '../text/member-path.ts';

export const RECORDS_API_VERSION = 'harden.kubectl.dev/v1alpha1';
export const RECORDS_KIND = 'Records';

const sentence = z.string().trim().min(1);
const moment = z.string().refine(isMoment, 'must be a date such as 2027-03-31, or a time such as 2027-03-31T12:00:00Z');

const attestation = z.looseObject({
  check: sentence,
  scope: z
    .string()
    .refine((text) => scopeProblem(text) === undefined, { error: ({ input }) => scopeProblem(String(input)) ?? '' })
    .exactOptional(),
  cluster: sentence,
  verdict: z.enum(['pass', 'fail']),
  by: sentence,
  evidence: sentence,
  at: moment,
  expires: moment,
});
/** An id alone says nothing of what was accepted: it is read, so that it can be told. */
const accepted = z.union(
  [
    sentence.transform((id) => ({ id })),
    z.looseObject({ id: sentence, judged: sentence.exactOptional(), severity: z.enum(SEVERITIES).exactOptional() }),
  ],
  { error: `must be an id, or a map with id, judged and severity (${SEVERITIES.join(', ')})` },
);
const waiver = z.looseObject({
  decision: sentence,
  findings: z.array(accepted).optional(),
  title: z.string().default(''),
  cluster: sentence,
  reason: sentence,
  by: sentence,
  at: moment,
  expires: moment,
});
const SELECTORS = ['check', 'item', 'namespace', 'kind', 'name', 'container'] as const;
const selector = z
  .strictObject({
    ...(Object.fromEntries(SELECTORS.map((name) => [name, sentence.exactOptional()])) as Record<
      (typeof SELECTORS)[number],
      z.ZodExactOptional<typeof sentence>
    >),
    labels: z.record(z.string(), z.string()).exactOptional(),
  })
  .refine((match) => Object.keys(match).length > 0, {
    error: `must hold at least one of ${[...SELECTORS, 'labels'].join(', ')}`,
  });
const rule = z
  .looseObject({
    match: selector,
    cluster: sentence.default('*'),
    reason: sentence,
    by: sentence,
    at: moment.exactOptional(),
    expires: moment,
  })
  .transform((value) => ({ ...value, at: value.at ?? '' }));
/** One that names what it accepts by its place, or by the id of a decision: errors are those of the one that is meant. */
const anyWaiver = z.unknown().transform((value, context): Waiver | WaiverRule => {
  const isRule = typeof value === 'object' && value !== null && 'match' in value;
  const parsed = (isRule ? rule : waiver).safeParse(value);
  if (parsed.success) return parsed.data;
  for (const { message, path } of parsed.error.issues)
    context.issues.push({ code: 'custom', message, path, input: value });
  return z.NEVER;
});
const records = z.looseObject({
  apiVersion: z.literal(RECORDS_API_VERSION),
  kind: z.literal(RECORDS_KIND),
  attestations: z.array(attestation).nullish(),
  waivers: z.array(anyWaiver).nullish(),
});

export interface ParsedRecords {
  readonly attestations: readonly Attestation[];
  readonly waivers: readonly Waiver[];
  readonly rules: readonly WaiverRule[];
}

/** Records, or what is wrong with each field: `waivers[2].expires: must be a date ...`. */
export function parseRecords(value: unknown): ParsedRecords | { readonly problems: readonly string[] } {
  const parsed = records.safeParse(value);
  if (!parsed.success)
    return {
      problems: parsed.error.issues.map(({ path, message }) => `${memberPath(path) || 'document'}: ${message}`),
    };
  const waivers = parsed.data.waivers ?? [];
  return {
    attestations: parsed.data.attestations ?? [],
    waivers: waivers.filter((each) => 'decision' in each),
    rules: waivers.filter((each) => 'match' in each),
  };
}

const MOMENT = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/;

function isMoment(text: string): boolean {
  return MOMENT.test(text) && !Number.isNaN(Date.parse(text)) && isCalendarDay(text.slice(0, 10));
}

/** Date.parse takes 30 February for 2 March. */
function isCalendarDay(day: string): boolean {
  return new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
}

const DAY_MS = 86_400_000;

/** A date holds until its end in UTC, a time until that moment. */
export function isExpired(expires: string, now: Date): boolean {
  const end = Date.parse(expires) + (expires.includes('T') ? 0 : DAY_MS);
  return Number.isNaN(end) || end <= now.getTime();
}
