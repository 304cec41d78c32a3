/** The engine against the policy package itself, on generated pods at every policy version. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evaluatePod, type PodInput, RULES } from '../../src/analysis/pod-security/index.ts';
import { wantedRelease } from '../cluster/kubernetes.ts';
import { judgePods, policyFacts, type Span } from '../cluster/pod-security.ts';
import type { PodManifest } from './pod-security/draft.ts';
import { podArbitrary } from './pod-security/generator.ts';
import { distinct, reasonsOf } from './pod-security/reasons.ts';

const PODS = 5_000;
const LEVELS = ['baseline', 'restricted'] as const;

test('its rules have the revisions of the package', async () => {
  const { checks } = await policyFacts();
  const { minor } = await wantedRelease();
  const sinceOf = (revisions: readonly { readonly since: number }[]) =>
    revisions.map(({ since }) => since).filter((since) => since <= minor);
  const theirs = checks.map(({ id, level, revisions }) => ({ id, level, since: sinceOf(revisions) }));
  const ours = RULES.map(({ id, level, revisions }) => ({ id, level, since: sinceOf(revisions) }));
  const byId = (left: { id: string }, right: { id: string }) => (left.id < right.id ? -1 : 1);
  expect(ours.sort(byId)).toEqual(theirs.sort(byId));
});

test(`${PODS} generated pods are judged as by the package, at each of its versions`, async () => {
  const pods = fc.sample(podArbitrary, PODS);
  const answers = await judgePods(pods.map(stored));
  expect(answers.length).toBe(PODS);
  const { minor } = await wantedRelease();
  const differences = pods.flatMap((pod, index) => differencesOf(pod, answers[index] ?? [], minor));
  expect(differences.slice(0, 3)).toEqual([]);
}, 300_000);

/** As the API server hands it to the package: a volume without a source has become an emptyDir. */
function stored({ annotations, spec }: PodManifest): object {
  const volumes = ((spec.volumes ?? []) as readonly object[]).map((volume) =>
    Object.keys(volume).length === 1 ? { ...volume, emptyDir: {} } : volume,
  );
  return { metadata: { name: 'p', annotations }, spec: { ...spec, volumes } };
}

function differencesOf({ annotations, spec }: PodManifest, spans: readonly Span[], newest: number) {
  const pod: PodInput = { spec: spec as unknown as PodInput['spec'], annotations };
  return Array.from({ length: newest + 1 }, (_, minor) => minor).flatMap((minor) =>
    LEVELS.flatMap((level) => {
      const theirs = distinct(spans.findLast(({ since }) => since <= minor)?.[level] ?? ['not judged']).join(', ');
      const ours = reasonsOf(evaluatePod(pod, { level, version: `v1.${minor}` })).join(', ');
      return ours === theirs ? [] : [{ level, minor, theirs, ours, spec }];
    }),
  );
}
