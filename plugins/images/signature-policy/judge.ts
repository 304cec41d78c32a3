/** Is something there that verifies signatures, does it work, does it refuse, and does nothing pass it by? */
import {
  admission,
  type Evidence,
  fails,
  installed,
  type KindMap,
  may,
  type Outcome,
  objectName,
  pass,
  podTemplate,
  refOf,
  tables,
  unknown,
  type View,
  type Violation,
} from 'kubectl-harden/plugin-api';
import { kyvernoStanding } from './kyverno.ts';
import { POLICY_READS, type PolicyView, type Standing, sigstoreStanding } from './policies.ts';

export const READS = [
  ...POLICY_READS,
  may.fact(installed.deploymentsByImage),
  may('ValidatingWebhookConfiguration'),
  may('MutatingWebhookConfiguration'),
] as const;
type Reads = View<(typeof READS)[number]>;
type Deployment = KindMap['Deployment'];

interface Verifier {
  readonly row: tables.SignatureVerifier;
  readonly object: Deployment;
}
interface Judged {
  readonly evidence: Evidence;
  readonly lacks: readonly Violation[];
  readonly unseen: readonly string[];
  readonly isSure: boolean;
}

export function judgeVerifiers(view: Reads): Outcome {
  if (!view.isCluster) return unknown('Manifests do not show whether signatures are verified when pods are admitted.');
  const deployments = view.derive(installed.deploymentsByImage);
  const rows = view.table(tables.signatureVerifiers);
  const images = rows.flatMap((row) => row.images);
  const judged = verifiersIn(installed.runnersOf(deployments.value, images), rows).map((each) => judge(each, view));
  const good = judged.filter(({ lacks, unseen }) => lacks.length + unseen.length === 0);
  const isSure = good.some((each) => each.isSure);
  if (good.length > 0)
    return pass(
      good.map(({ evidence }) => evidence),
      isSure ? 'direct' : 'inferred',
    );
  if (!deployments.isWhole) return unknown('Deployments could not all be read.');
  const unseen = judged.flatMap((each) => each.unseen);
  if (unseen.length > 0) return unknown(unseen);
  const lacks = judged.flatMap((each) => each.lacks);
  if (lacks.length > 0) return fails(lacks, true);
  return fails([{ message: 'Nothing known is seen that verifies signatures of images.', key: 'none' }], false);
}

function verifiersIn(
  deployments: readonly Deployment[],
  rows: readonly tables.SignatureVerifier[],
): readonly Verifier[] {
  return deployments.flatMap((object) => {
    const { containers = [] } = object.spec?.template.spec ?? {};
    const row = rows.find(({ images }) => containers.some(({ image = '' }) => podTemplate.isImageOf(image, images)));
    return row === undefined ? [] : [{ row, object }];
  });
}

function judge({ row, object }: Verifier, view: Reads): Judged {
  const ref = refOf(object);
  const name = `${row.name} (${objectName(ref)})`;
  const standing = standingOf(row, view);
  const guard = guardOf(ref.namespace ?? '', view);
  const sentences = [
    ...((object.status?.readyReplicas ?? 0) > 0 ? [] : ['It has no pod that is ready.']),
    ...(guard === 'open' ? ['None of its webhooks refuses pods while it is away.'] : []),
    ...(standing !== undefined && 'lacks' in standing && standing.isSeen ? [standing.lacks] : []),
  ];
  const policies = standing !== undefined && 'enforced' in standing ? `, by ${standing.enforced.join(', ')}` : '';
  return {
    evidence: { text: `${name} refuses what is not verified${policies}.`, source: ref },
    lacks: sentences.map((text) => ({ message: `${name}: ${text}`, at: ref, key: text })),
    unseen: [
      ...(guard === 'unseen' ? [`Webhooks of ${name} could not be read.`] : []),
      ...(standing !== undefined && 'doubt' in standing ? [`${name}: ${standing.doubt}`] : []),
      ...(standing !== undefined && 'lacks' in standing && !standing.isSeen
        ? [`Policies of ${name} could not all be read.`]
        : []),
    ],
    isSure: standing !== undefined && 'enforced' in standing && standing.isOfAll,
  };
}

function standingOf({ policies }: tables.SignatureVerifier, view: PolicyView): Standing | undefined {
  if (policies === 'kyverno') return kyvernoStanding(view);
  return policies === 'sigstore' ? sigstoreStanding(view) : undefined;
}

/** A webhook for pods that fails when nobody answers; without a policy it does. */
function guardOf(namespace: string, view: Reads): 'closed' | 'open' | 'unseen' {
  const [validating, mutating] = [view.own('ValidatingWebhookConfiguration'), view.own('MutatingWebhookConfiguration')];
  const hooks = [...validating.value, ...mutating.value].flatMap(({ webhooks = [] }) => webhooks);
  const own = hooks.filter(
    ({ clientConfig, rules = [] }) =>
      clientConfig.service?.namespace === namespace && rules.some((rule) => admission.seesCreated(rule, '', 'pods')),
  );
  if (own.some(({ failurePolicy }) => failurePolicy !== 'Ignore')) return 'closed';
  return validating.isWhole && mutating.isWhole ? 'open' : 'unseen';
}
