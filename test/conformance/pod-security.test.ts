/** The engine against the API server's own Pod Security admission, on generated pods. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  evaluatePod,
  LATEST_VERSION,
  LEVELS,
  levelOf,
  minorOf,
  type PodInput,
  RULES,
  versionOn,
} from '../../src/analysis/pod-security/index.ts';
import type { PodSecurityLevel } from '../../src/model/report.ts';
import { cluster } from '../support/cluster.ts';
import { type Admission, type Answer, createAdmission } from './pod-security/admission.ts';
import type { PodManifest } from './pod-security/draft.ts';
import { podArbitrary } from './pod-security/generator.ts';
import { minimise } from './pod-security/minimise.ts';
import { distinct, reasonsOf } from './pod-security/reasons.ts';

const PODS = 10_000;
const TEMPLATES = 2_000;
const IN_FLIGHT = 16;
/** On both sides of every revision of a rule, and what the server calls newest. */
const MINORS = [0, 7, 8, 18, 19, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37];
const VERSIONS = [LATEST_VERSION, ...MINORS.map((minor) => `v1.${minor}`)];

type Strict = Exclude<PodSecurityLevel, 'privileged'>;
interface Expected {
  readonly allowed: boolean;
  readonly reasons: readonly string[];
}
interface Difference {
  readonly pod: PodManifest;
  readonly server: Answer;
  readonly engine: Expected;
}

let admission: Admission;
/** Of the server: what is newer than it has its rules. */
let minor: number | undefined;
let namespaces: ReadonlyMap<string, string>;
const pods = fc.sample(podArbitrary, PODS);

beforeAll(async () => {
  const { server, ca, adminToken, namespace, api } = cluster();
  minor = minorOf(((await api.json('GET', '/version')) as { readonly gitVersion: string }).gitVersion);
  admission = createAdmission(server, ca, adminToken);
  const policies = VERSIONS.flatMap((version) =>
    (['baseline', 'restricted'] as const).map((level) => ({ level, version })),
  );
  const made = policies.map(async ({ level, version }) => {
    const labels = {
      'pod-security.kubernetes.io/enforce': level,
      'pod-security.kubernetes.io/enforce-version': version,
      'pod-security.kubernetes.io/warn': 'restricted',
      'pod-security.kubernetes.io/warn-version': version,
    };
    return [`${level}:${version}`, await namespace(`pss-${level}`, labels)] as const;
  });
  const templates = await namespace('pss-templates', { 'pod-security.kubernetes.io/warn': 'restricted' });
  namespaces = new Map([...(await Promise.all(made)), ['templates', templates]]);
});
afterAll(() => admission.close());

test('the generated pods meet every level and violate every rule often enough to tell', () => {
  const count = (keys: readonly string[]) => {
    const counts = new Map<string, number>();
    for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
    return counts;
  };
  const levels = count(pods.map((pod) => levelOf(input(pod)).level));
  for (const level of LEVELS) expect(levels.get(level), level).toBeGreaterThan(PODS / 20);
  const violated = VERSIONS.flatMap((version) =>
    pods.flatMap((pod) => [...new Set(levelOf(input(pod), version).violations.map(({ rule }) => rule))]),
  );
  const rules = count(violated);
  for (const { id } of RULES) expect(rules.get(id), id).toBeGreaterThan(PODS / 100);
});

// A namespace that enforces baseline and warns of restricted tells the level of a pod with one request.
test(`${PODS} generated pods have the level that the API server gives them, for the reasons that it names`, async () => {
  expect(await differences(pods, (pod) => compare(pod, 'baseline', LATEST_VERSION))).toEqual([]);
}, 300_000);

test('in each version they are judged by the rules of that version', async () => {
  const ask = (pod: PodManifest, index: number) => {
    const version = VERSIONS[index % VERSIONS.length] ?? LATEST_VERSION;
    return compare(pod, Math.floor(index / VERSIONS.length) % 2 === 0 ? 'restricted' : 'baseline', version);
  };
  expect(await differences(pods, ask)).toEqual([]);
}, 300_000);

test(`warnings for ${TEMPLATES} templates name what the engine names`, async () => {
  const ask = async (pod: PodManifest, index: number) => {
    const server = await admission.template(nameOf('templates'), pod, index % 2 === 0 ? 'Deployment' : 'CronJob');
    const reasons = reasonsOf(evaluatePod(input(pod), { level: 'restricted', version: versionOn(minor) }));
    return differ(pod, server, { allowed: true, reasons });
  };
  expect(await differences(pods.slice(0, TEMPLATES), ask)).toEqual([]);
}, 300_000);

type Ask = (pod: PodManifest, index: number) => Promise<Difference | undefined>;

async function differences(from: readonly PodManifest[], ask: Ask): Promise<readonly Difference[]> {
  let next = 0;
  let found: { readonly pod: PodManifest; readonly index: number } | undefined;
  const worker = async () => {
    for (let index = next++; found === undefined; index = next++) {
      const pod = from[index];
      if (pod === undefined) return;
      if ((await ask(pod, index)) !== undefined) found ??= { pod, index };
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, worker));
  if (found === undefined) return [];
  const { pod, index } = found;
  const first = await ask(pod, index);
  if (first === undefined || first.server.invalid !== undefined) return [first ?? failedToRepeat(pod)];
  const smallest = await minimise(pod, async (smaller) => {
    if (smaller.spec === undefined || smaller.annotations === undefined) return false;
    const difference = await ask(smaller, index);
    return difference !== undefined && difference.server.invalid === undefined;
  });
  return [(await ask(smallest, index)) ?? first];
}

function failedToRepeat(pod: PodManifest): Difference {
  const none = { allowed: false, reasons: ['differed once, then no more'] };
  return { pod, server: none, engine: none };
}

async function compare(pod: PodManifest, level: Strict, version: string): Promise<Difference | undefined> {
  const server = await admission.pod(nameOf(`${level}:${version}`), pod);
  const against = (policy: Strict) => evaluatePod(input(pod), { level: policy, version: versionOn(minor, version) });
  const violations = against(level);
  const allowed = violations.length === 0;
  return differ(pod, server, { allowed, reasons: reasonsOf(allowed ? against('restricted') : violations) });
}

function differ(pod: PodManifest, server: Answer, engine: Expected): Difference | undefined {
  const isSame =
    server.invalid === undefined &&
    server.allowed === engine.allowed &&
    said(pod, server.reasons) === said(pod, engine.reasons);
  return isSame ? undefined : { pod, server, engine };
}

/** A stored pod on the host network has host ports that its manifest does not name: there the server sees one reason more. */
function said({ spec }: PodManifest, reasons: readonly string[]): string {
  const known = distinct(reasons);
  return (spec.hostNetwork === true ? known.filter((reason) => reason !== 'hostPort') : known).join(', ');
}

function input({ annotations, spec }: PodManifest): PodInput {
  return { spec: spec as unknown as PodInput['spec'], annotations };
}

function nameOf(policy: string): string {
  const name = namespaces.get(policy);
  if (name === undefined) throw new RangeError(policy);
  return name;
}
