/** Parts of a snapshot in a few words: checks, findings, decisions. */
import type { Decision, DecisionRow, Variant } from '../../src/model/decision.ts';
import type { Finding, ItemStatus } from '../../src/model/finding.ts';
import type { CheckSummary } from '../../src/model/snapshot.ts';
import type { Check, FieldPath, ObjectRef, Severity } from '../../src/plugin-api/index.ts';

const NO_COUNTS = { pass: 0, fail: 0, unknown: 0, manual: 0, 'not-applicable': 0, error: 0 };

interface CheckSketch {
  readonly item: string;
  readonly title: string;
  readonly severity: Severity;
  readonly status: ItemStatus;
  readonly fails?: number;
  readonly passes?: number;
  readonly reason?: string;
}

function meta(id: string, { item, title, severity }: CheckSketch): Check['meta'] {
  return {
    id: id as Check['meta']['id'],
    title,
    severity,
    item,
    rationale: `${title}: what it protects against, in one sentence.`,
    guidance: `Set it in the template, then roll out. See the change that is offered.`,
    refs: [{ framework: 'cis-k8s', control: '5.2.7' }],
    since: '0.1.0',
  };
}

export function automated(id: string, sketch: CheckSketch): CheckSummary {
  const counts = { ...NO_COUNTS, fail: sketch.fails ?? 0, pass: sketch.passes ?? 0 };
  return {
    check: {
      mode: 'automated',
      meta: meta(id, sketch),
      subject: 'Workload',
      evaluate: () => [],
    },
    status: sketch.status,
    confidence: 'direct',
    reads: ['Workload'],
    counts: sketch.status === 'unknown' ? { ...counts, unknown: 1 } : counts,
    ...(sketch.reason === undefined ? {} : { reason: sketch.reason }),
  };
}

export function manual(id: string, sketch: CheckSketch): CheckSummary {
  const question = {
    question: 'Does every person sign in with a second factor?',
    evidence: ['The setting of the identity provider, with its date.'],
    validDays: 90,
  };
  return {
    check: { mode: 'manual', meta: meta(id, sketch), scope: 'cluster', ...question },
    status: sketch.status,
    confidence: 'direct',
    reads: [],
    counts: NO_COUNTS,
    question,
  };
}

export function finding(
  id: string,
  check: string,
  severity: Severity,
  subject: ObjectRef,
  message: string,
  more: { readonly part?: string; readonly path?: FieldPath; readonly evidence?: readonly string[] } = {},
): Finding {
  return {
    id,
    check,
    severity,
    confidence: 'direct',
    subject,
    message,
    evidence: (more.evidence ?? []).map((text) => ({ text })),
    remediation: { kind: 'patch', disruption: 'rollout', automatic: true },
    judged: '',
    place: { key: `place-${subject.name}`, title: subject.name },
    ...(more.part === undefined ? {} : { part: more.part }),
    ...(more.path === undefined ? {} : { path: more.path }),
  };
}

export function variant(
  readiness: Variant['readiness'],
  findings: readonly Finding[],
  more: Partial<Variant> = {},
): Variant {
  const target = findings[0]?.subject ?? { apiVersion: 'v1', kind: 'Namespace', name: 'none' };
  return {
    readiness,
    findings: findings.map(({ id }) => id),
    changes: [{ op: 'edit', target, edits: [] }],
    disruption: 'rollout',
    reasons: ['All 3 running pods run as uid 10001.'],
    caveats: [],
    ...more,
  };
}

export function decision(
  id: string,
  item: string,
  title: string,
  findings: readonly Finding[],
  more: Partial<Decision> = {},
): Decision {
  const [first] = findings;
  if (first === undefined) throw new TypeError('a decision has a finding');
  return {
    id,
    place: `place-${first.subject.name}`,
    item,
    title,
    subject: first.subject,
    severity: first.severity,
    readiness: more.variants?.[0]?.readiness ?? 'ready',
    disruption: more.variants?.[0]?.disruption ?? 'rollout',
    findings,
    variants: [variant('ready', findings)],
    owner: null,
    platform: false,
    ...more,
  };
}

export function row(members: readonly Decision[], title = members[0]?.title ?? ''): DecisionRow {
  return { id: `row-${members[0]?.id ?? ''}`, title, members };
}

/** As a scan shows it where something stands against its changes. */
export function refused(decided: Decision, refusal: Decision['refusal']): Decision {
  if (refusal === undefined) return decided;
  const variants = decided.variants.map((each) => ({ ...each, refusal }));
  return { ...decided, readiness: 'elsewhere', variants, refusal };
}
