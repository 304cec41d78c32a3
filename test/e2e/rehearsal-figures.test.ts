/**
 * What is predicted for random templates is what becomes of their pods once the level is enforced: no more, no less.
 * REHEARSED=200 draws that many.
 */
import { expect, onTestFinished, test } from 'vitest';
import { kindsBehind } from '../../src/engine/index.ts';
import { createInventory } from '../../src/inventory/index.ts';
import { previewPlan } from '../../src/remediation/index.ts';
import { podSources, unlistedAdmission } from '../../src/session/admission.ts';
import { connectLive } from '../../src/sources/live/index.ts';
import { decision, edit, label, namespace as namespaceObject, stateFolder } from '../remediation/support.ts';
import { cluster, eventually, type TestCluster } from '../support/cluster.ts';
import { requests } from '../support/requests.ts';
import { SEED } from '../support/setup/seed.ts';
import { addPolicy, addWebhook, isInForce } from './rehearsal/admission.ts';
import { Cast } from './rehearsal/cast.ts';
import { drawTemplates } from './rehearsal/templates.ts';
import { startHook } from './rehearsal/webhook.ts';

const AMOUNT = Number(process.env.REHEARSED ?? 30);
const LEVEL = 'pod-security.kubernetes.io/enforce';
const KINDS = requests('Namespace', ...kindsBehind('Workload'));

/** What is said of each workload before anything is enforced: by the first word of its name in the journal's terms. */
async function predict(the: TestCluster, namespace: string, level: string): Promise<ReadonlyMap<string, string>> {
  const live = await connectLive({ kubeconfig: the.kubeconfig }, {});
  onTestFinished(() => live.close());
  const inventory = createInventory();
  const stream = { kinds: KINDS, evidence: ['ServerVersion', 'ServerFlags'] as const, namespaces: [namespace] };
  for await (const event of live.source.stream({ ...stream, watch: false }, new AbortController().signal))
    inventory.apply(event);
  const context = {
    target: live.target,
    mode: 'apply' as const,
    stateFolder: stateFolder(),
    tool: 'kubectl-harden/test',
    podSources: (name: string) => podSources(inventory, name),
    unlistedAdmission: () => unlistedAdmission(inventory),
  };
  const wanted = decision('level', [edit(namespaceObject(namespace), label(LEVEL, level))], { readiness: 'review' });
  const preview = await previewPlan(context, { decisions: [wanted] });
  const rehearsal = preview.steps[0]?.rehearsal;
  expect(preview.rehearsed).toBe(rehearsal?.tried.length);
  expect(rehearsal?.doubts.filter((text) => !text.includes('could not be tried'))).toEqual([]);
  return new Map(rehearsal?.tried.map(({ of, answer }) => [of.name, answer]));
}

function answerTo(outcome: string | undefined): string | undefined {
  if (outcome === 'made') return 'admitted';
  return outcome?.includes('violates PodSecurity') === true ? 'refused' : outcome && 'none';
}

test.each(['baseline', 'restricted'])(
  'pods are refused at %s where it was predicted, and nowhere else',
  async (level) => {
    const the = cluster();
    const hook = await startHook();
    onTestFinished(() => hook.close());
    const namespace = await the.namespace(`figures-${level}`);
    const selected = { name: namespace, labels: { 'kubernetes.io/metadata.name': namespace } };
    await addWebhook(the, selected, hook);
    await addPolicy(
      the,
      { ...selected, name: `${namespace}-init` },
      {
        condition: 'has(object.metadata.annotations) && object.metadata.annotations[?"word"].orValue("") == "init"',
        expression:
          'Object{spec: Object.spec{initContainers: [Object.spec.initContainers{name: "first", image: "registry.example/first:1", securityContext: Object.spec.initContainers.securityContext{privileged: true}}]}}',
      },
    );
    await addPolicy(
      the,
      { ...selected, name: `${namespace}-user` },
      {
        condition: 'has(object.metadata.annotations) && object.metadata.annotations[?"word"].orValue("") == "user"',
        expression: 'Object{spec: Object.spec{securityContext: Object.spec.securityContext{runAsUser: 0}}}',
      },
    );
    for (const [word, mark] of [
      ['init', '"name":"first"'],
      ['user', '"runAsUser":0'],
    ] as const) {
      const pod = { metadata: { name: 'probe', annotations: { word, hook: 'confined' } }, spec: PROBE };
      await eventually(`${word} is in force`, () => isInForce(the, namespace, pod, mark));
      await eventually('the webhook is in force', () => isInForce(the, namespace, pod, '"name":"mesh"'));
    }
    const drawn = drawTemplates(Math.ceil(AMOUNT / 2), SEED + level.length);
    const cast = new Cast(the, namespace, drawn);
    await cast.create();
    const running = drawn.filter(({ isIdle, kind }) => !isIdle && kind !== 'CronJob').length;
    await eventually('what runs has its pods', async () => (await cast.outcomes(new Set())).size >= running);
    const predicted = await predict(the, namespace, level);

    const before = new Set((await cast.pods()).map(({ metadata }) => metadata.uid));
    await the.kubectl(['label', 'namespace', namespace, `${LEVEL}=${level}`]);
    await cast.setGoing();
    let outcomes: ReadonlyMap<string, string> = new Map();
    await eventually(
      'each has a pod or a refusal',
      async () => {
        outcomes = await cast.outcomes(before);
        return outcomes.size === drawn.length;
      },
      120_000,
    );
    const names = drawn.map((each) => cast.nameOf(each));
    const told = Object.fromEntries(names.map((name) => [name, predicted.get(name)]));
    expect(told).toEqual(Object.fromEntries(names.map((name) => [name, answerTo(outcomes.get(name))])));
    const refused = Object.values(told).filter((answer) => answer === 'refused').length;
    process.stderr.write(`${level}: ${drawn.length} templates, ${refused} refused as predicted\n`);
    expect(refused).toBeGreaterThan(0);
    expect(refused).toBeLessThan(drawn.length);
  },
);

const PROBE = { containers: [{ name: 'c', image: 'registry.example/c:1' }], volumes: [] };
