/** The documents of a fixture that are no objects of a cluster, held to their words: a misspelt one is an error. */
import { z } from 'zod';
import { isResourceName, KINDS } from '../../../src/kube/kinds.ts';
import type { MetricFamily } from '../../../src/plugin-api/index.ts';
import type { Fixture } from './load.ts';

const FAMILIES: Readonly<Record<MetricFamily, true>> = {
  apiserver_admission_controller_admission_duration_seconds_count: true,
  apiserver_audit_event_total: true,
  apiserver_audit_level_total: true,
  apiserver_authorization_decisions_total: true,
  apiserver_encryption_config_controller_last_config_info: true,
  apiserver_storage_transformation_operations_total: true,
  pod_security_evaluations_total: true,
  pod_security_exemptions_total: true,
  process_start_time_seconds: true,
};

const state = z.enum(['full', 'denied', 'absent', 'stale', 'error', 'syncing']);
const coverage = z.strictObject({ state, reason: z.string().optional() });
const kind = z
  .string()
  .refine((name) => Object.hasOwn(KINDS, name) || isResourceName(name) || name === 'CustomWorkload', {
    error: ({ input }) => `${String(input)} is no kind of the table, and no resource.group`,
  });
const evidenceOf = <T extends z.ZodType>(value: T) => z.strictObject({ coverage, value: value.optional() });
const subresource = z.strictObject({ name: z.string(), verbs: z.array(z.string()) });

const evidence = z.strictObject({
  ServerFlags: evidenceOf(
    z.strictObject({ component: z.string(), flags: z.record(z.string(), z.string()) }),
  ).optional(),
  Metrics: evidenceOf(
    z.array(
      z.strictObject({
        name: z.enum(Object.keys(FAMILIES)),
        labels: z.record(z.string(), z.string()),
        value: z.number(),
      }),
    ),
  ).optional(),
  ServerVersion: evidenceOf(
    z.strictObject({ gitVersion: z.string(), major: z.number(), minor: z.number() }),
  ).optional(),
  Discovery: evidenceOf(
    z.array(
      z.strictObject({
        group: z.string(),
        version: z.string(),
        resource: z.string(),
        kind: z.string(),
        namespaced: z.boolean(),
        verbs: z.array(z.string()),
        subresources: z.array(subresource),
      }),
    ),
  ).optional(),
  Identity: evidenceOf(z.strictObject({ username: z.string(), groups: z.array(z.string()) })).optional(),
});

const head = { apiVersion: z.literal('harden.kubectl.dev/v1alpha1') };
const named = z.strictObject({ kind, namespace: z.string().optional(), state, reason: z.string().optional() });
const DOCUMENTS = {
  FixtureCoverage: z.strictObject({ ...head, kind: z.literal('FixtureCoverage'), coverage: z.array(named).min(1) }),
  FixtureEvidence: z.strictObject({ ...head, kind: z.literal('FixtureEvidence'), evidence }),
  FixtureSource: z.strictObject({
    ...head,
    kind: z.literal('FixtureSource'),
    type: z.enum(['live', 'files', 'sample']),
  }),
} as const;

const object = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({ name: z.string() }),
});

/** Throws with the file and the place of the first mistake. */
export function readVocabulary(values: readonly Record<string, unknown>[], path: string): Fixture {
  const parsed = values.map((value) => {
    const schema = schemaOf(String(value.kind), path);
    const result = schema.safeParse(value);
    if (!result.success) throw new Error(`${path}: ${String(value.kind)}: ${z.prettifyError(result.error)}`);
    return value;
  });
  const of = (kind: string) => parsed.filter((value) => value.kind === kind);
  // Each value was parsed by the schema of its kind.
  return {
    objects: parsed.filter((value) => !String(value.kind).startsWith('Fixture')) as unknown as Fixture['objects'],
    coverage: of('FixtureCoverage').flatMap(({ coverage }) => coverage as Fixture['coverage']),
    evidence: Object.assign({}, ...of('FixtureEvidence').map(({ evidence }) => evidence)) as Fixture['evidence'],
    sourceType: (of('FixtureSource')[0]?.type as Fixture['sourceType'] | undefined) ?? 'live',
  };
}

function schemaOf(kind: string, path: string): z.ZodType {
  if (!kind.startsWith('Fixture')) return object;
  if (!Object.hasOwn(DOCUMENTS, kind))
    throw new Error(`${path}: there is no ${kind}: ${Object.keys(DOCUMENTS).join(', ')}`);
  return DOCUMENTS[kind as keyof typeof DOCUMENTS];
}
