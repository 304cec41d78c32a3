/** The documents of a fixture that are no objects of a cluster, held to their words: a misspelt one is an error. */
import { z } from 'zod';
import type { ComponentName } from '../../../src/analysis/control-plane/index.ts';
import { groupOf, isClusterScoped, isResourceName, KINDS, kindOf } from '../../../src/kube/kinds.ts';
import type { KubeObject, MetricFamily } from '../../../src/plugin-api/index.ts';
import { METRIC_LABELS } from '../../../src/sources/live/evidence/metrics.ts';
import { auditLog } from './audit-log.ts';
import { COMPONENT_FLAGS } from './component-flags.generated.ts';
import { commandProblem, flagProblem } from './component-flags.ts';
import {
  anonymousAccess,
  auditPolicy,
  controlPlaneRecords,
  credentialFacts,
  endpoint,
  kubeletConfigs,
  serverTls,
} from './control-plane-evidence.ts';
import { gatekeeperConstraints } from './gatekeeper.ts';
import { imageScans } from './image-scans.ts';
import type { Fixture } from './load.ts';
import { memberProblem } from './members.ts';

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
    z
      .strictObject({
        component: z.enum(Object.keys(COMPONENT_FLAGS) as ComponentName[]),
        flags: z.record(z.string(), z.string()),
      })
      .superRefine(({ component, flags }, { addIssue }) => {
        const message = flagProblem(component, Object.keys(flags));
        if (message !== undefined) addIssue({ code: 'custom', message });
      }),
  ).optional(),
  Metrics: evidenceOf(
    z.array(
      z
        .strictObject({
          name: z.enum(Object.keys(METRIC_LABELS) as [MetricFamily, ...MetricFamily[]]),
          labels: z.record(z.string(), z.string()),
          value: z.number(),
        })
        .refine(({ name, labels }) => Object.keys(labels).every((label) => Object.hasOwn(METRIC_LABELS[name], label)), {
          error: ({ input }) => `a family with other labels: ${JSON.stringify(input)}`,
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
  AnonymousAccess: evidenceOf(anonymousAccess).optional(),
  Endpoint: evidenceOf(endpoint).optional(),
  ServerTls: evidenceOf(serverTls).optional(),
  CredentialFacts: evidenceOf(credentialFacts).optional(),
  ControlPlaneRecords: evidenceOf(controlPlaneRecords).optional(),
  KubeletConfigs: evidenceOf(kubeletConfigs).optional(),
  GatekeeperConstraints: evidenceOf(gatekeeperConstraints).optional(),
  AuditPolicy: evidenceOf(auditPolicy).optional(),
  AuditLog: evidenceOf(auditLog).optional(),
  ImageScans: evidenceOf(imageScans).optional(),
  Today: evidenceOf(z.iso.date()).optional(),
});

const head = { apiVersion: z.literal('harden.kubectl.dev/v1alpha1') };
const named = z.strictObject({ kind, namespace: z.string().optional(), state, reason: z.string().optional() });
/** Names, values and rows are held to those of the check when it runs. */
const given = {
  inputs: z.record(z.string(), z.string()).optional(),
  settings: z.record(z.string(), z.unknown()).optional(),
  tables: z.record(z.string(), z.array(z.unknown()).min(1)).optional(),
};
const DOCUMENTS = {
  FixtureCoverage: z.strictObject({ ...head, kind: z.literal('FixtureCoverage'), coverage: z.array(named).min(1) }),
  FixtureEvidence: z.strictObject({ ...head, kind: z.literal('FixtureEvidence'), evidence }),
  FixtureSource: z.strictObject({
    ...head,
    kind: z.literal('FixtureSource'),
    type: z.enum(['live', 'files', 'sample']),
  }),
  FixtureSettings: z
    .strictObject({ ...head, kind: z.literal('FixtureSettings'), ...given })
    .refine(({ inputs, settings, tables }) => [inputs, settings, tables].some((each) => each !== undefined), {
      error: 'it gives nothing: inputs, settings or tables',
    }),
} as const;
/** Of these a second one would be read over the first. */
const ONCE: readonly string[] = ['FixtureSource', 'FixtureSettings'];

/** Groups of Kubernetes itself: a kind of theirs that is not in the table is a mistake, one of others may be a custom one. */
const GROUPS: ReadonlySet<string> = new Set(Object.values(KINDS).map(({ group }) => group));

/** Objects that manifests hold and no check reads. */
const UNREAD: ReadonlySet<string> = new Set(['Endpoints', 'Event', 'Lease']);

function isKnown(apiVersion: string, name: string): boolean {
  return !GROUPS.has(groupOf(apiVersion)) || UNREAD.has(name) || kindOf(apiVersion, name) !== undefined;
}

/** Every cluster has these, whatever a fixture holds. */
const NAMESPACES = ['default', 'kube-system', 'kube-public', 'kube-node-lease'];

function isInItsPlace({ apiVersion, kind: name, metadata: { namespace } }: KubeObject): boolean {
  const known = kindOf(apiVersion, name);
  return known === undefined || isClusterScoped(known) === (namespace === undefined);
}

const object = z
  .looseObject({ apiVersion: z.string(), kind: z.string(), metadata: z.looseObject({ name: z.string() }) })
  .refine((value) => isKnown(value.apiVersion, value.kind), {
    error: 'a kind of Kubernetes that is not in the table',
  })
  .superRefine((value, { addIssue }) => {
    const object = value as unknown as KubeObject;
    const problem = memberProblem(object) ?? commandProblem(object);
    if (problem !== undefined) addIssue({ code: 'custom', message: problem });
    else if (!isInItsPlace(object))
      addIssue({ code: 'custom', message: 'only what belongs to a namespace has one, and names it' });
  });

/** Throws with the file and the place of the first mistake. */
export function readVocabulary(values: readonly Record<string, unknown>[], path: string): Fixture {
  const parsed = values.map((value) => {
    const schema = schemaOf(String(value.kind), path);
    const result = schema.safeParse(value);
    if (!result.success) throw new Error(`${path}: ${String(value.kind)}: ${z.prettifyError(result.error)}`);
    return String(value.kind) === 'FixtureEvidence' ? (result.data as Record<string, unknown>) : value;
  });
  const of = (kind: string) => parsed.filter((value) => value.kind === kind);
  for (const kind of ONCE) if (of(kind).length > 1) throw new Error(`${path}: there is more than one ${kind}`);
  const settings = of('FixtureSettings')[0];
  // Each value was parsed by the schema of its kind.
  const objects = parsed.filter((value) => !String(value.kind).startsWith('Fixture')) as unknown as Fixture['objects'];
  const coverage = of('FixtureCoverage').flatMap((value) => value.coverage as Fixture['coverage']);
  const strange = strangeNamespace(objects, coverage);
  if (strange !== undefined) throw new Error(`${path}: FixtureCoverage: no object is in the namespace ${strange}`);
  return {
    objects,
    coverage,
    evidence: Object.assign({}, ...of('FixtureEvidence').map(({ evidence }) => evidence)) as Fixture['evidence'],
    sourceType: (of('FixtureSource')[0]?.type as Fixture['sourceType'] | undefined) ?? 'live',
    ...(settings === undefined ? {} : { given: settings as Fixture['given'] & object }),
  };
}

/** The first namespace that only coverage names. */
function strangeNamespace(objects: Fixture['objects'], coverage: Fixture['coverage']): string | undefined {
  const known = new Set(NAMESPACES);
  for (const { kind: name, metadata } of objects)
    if (name === 'Namespace') known.add(metadata.name);
    else if (metadata.namespace !== undefined) known.add(metadata.namespace);
  return coverage.flatMap(({ namespace }) => namespace ?? []).find((namespace) => !known.has(namespace));
}

function schemaOf(kind: string, path: string): z.ZodType {
  if (!kind.startsWith('Fixture')) return object;
  if (!Object.hasOwn(DOCUMENTS, kind))
    throw new Error(`${path}: there is no ${kind}: ${Object.keys(DOCUMENTS).join(', ')}`);
  return DOCUMENTS[kind as keyof typeof DOCUMENTS];
}
