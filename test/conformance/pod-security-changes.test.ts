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

test(`the changes for ${TEMPLATES} templates are valid, up to each readiness`, async () => {
  const pods = fc.sample(podArbitrary, TEMPLATES);
  const hardened = pods.flatMap((generated, index) => {
    const pod = index % 2 === 0 ? generated : withBareContainer(generated);
    const readinesses = READINESS_ORDER.slice(0, (index % 3) + 1);
    const after = harden(pod, readinesses);
    return after === undefined ? [] : [{ pod, readinesses, after }];
  });
  expect(hardened.length).toBeGreaterThan(TEMPLATES / 2);
  const answers = hardened.map(async ({ pod, readinesses, after }) => {
    const { invalid, reasons } = await admission.template(namespace, after, 'Deployment');
    const expected = reasonsOf(evaluatePod(after as never, { level: 'restricted', version: 'latest' })).join(', ');
    const answer = invalid ?? distinct(reasons).join(', ');
    return answer === expected ? [] : [{ pod, readinesses, answer, expected }];
  });
  expect((await Promise.all(answers)).flat().slice(0, 3)).toEqual([]);
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
