/** What the checks propose for generated workloads is what the API server accepts, and leads where they say. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PLUGINS } from '../../plugins/index.ts';
import { evaluatePod } from '../../src/analysis/pod-security/index.ts';
import { mergeChanges } from '../../src/engine/index.ts';
import { READINESS_ORDER } from '../../src/model/decision.ts';
import type { KubeObject } from '../../src/plugin-api/index.ts';
import { cluster } from '../support/cluster.ts';
import { applyChanges } from '../support/fixture-runner/fix.ts';
import { runChecks } from '../support/fixture-runner/run.ts';
import { type Admission, createAdmission } from './pod-security/admission.ts';
import type { PodManifest } from './pod-security/draft.ts';
import { podArbitrary } from './pod-security/generator.ts';
import { distinct, reasonsOf } from './pod-security/reasons.ts';

const TEMPLATES = 1_000;
const checks = PLUGINS.find(({ name }) => name === 'workloads')?.checks ?? [];

let admission: Admission;
let namespace: string;
beforeAll(async () => {
  const the = cluster();
  admission = createAdmission(the.server, the.ca, the.adminToken);
  namespace = await the.namespace('changes', { 'pod-security.kubernetes.io/warn': 'restricted' });
});
afterAll(() => admission.close());

interface Changed {
  readonly pod: PodManifest;
  readonly upTo: string;
  readonly answer: string;
}

test(`the changes for ${TEMPLATES} templates are valid, up to each readiness`, async () => {
  const pods = fc.sample(podArbitrary, { numRuns: TEMPLATES, seed: 42 });
  const wrong: Changed[] = [];
  let changed = 0;
  for (const [index, generated] of pods.entries()) {
    const pod = index % 2 === 0 ? generated : withBareContainer(generated);
    const upTo = READINESS_ORDER[index % 3] ?? 'ready';
    const after = harden(pod, READINESS_ORDER.slice(0, (index % 3) + 1));
    if (after === undefined) continue;
    changed++;
    const { invalid, reasons } = await admission.template(namespace, after, 'Deployment');
    const expected = reasonsOf(evaluatePod(after as never, { level: 'restricted', version: 'latest' })).join(', ');
    const answer = invalid ?? distinct(reasons).join(', ');
    if (answer !== expected) wrong.push({ pod, upTo, answer: `${answer} is not ${expected}` });
  }
  expect(changed).toBeGreaterThan(TEMPLATES / 2);
  expect(wrong.slice(0, 3)).toEqual([]);
}, 300_000);

/** Its first container says nothing of its own, as in most manifests. */
function withBareContainer(pod: PodManifest): PodManifest {
  const [{ securityContext: _, ...first } = {}, ...others] = pod.spec.containers as readonly Record<string, unknown>[];
  return { ...pod, spec: { ...pod.spec, containers: [first, ...others] } };
}

/** The pod after all changes of these readinesses; `undefined` when there are none. */
function harden({ annotations, spec }: PodManifest, readinesses: readonly string[]): PodManifest | undefined {
  const deployment = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'w', namespace: 'shop', uid: 'u' },
    spec: { selector: {}, template: { metadata: { annotations }, spec } },
  } satisfies KubeObject & { spec: unknown };
  const { findings } = runChecks(checks, { objects: [deployment], coverage: [], evidence: {}, sourceType: 'live' });
  const taken = findings.flatMap(({ proposal }) =>
    proposal !== undefined && readinesses.includes(proposal.readiness) ? proposal.changes : [],
  );
  const [after] = applyChanges([deployment], mergeChanges(taken)).changed;
  if (after === undefined) return undefined;
  const { template } = (after as typeof deployment).spec;
  return { annotations: template.metadata.annotations, spec: template.spec };
}
