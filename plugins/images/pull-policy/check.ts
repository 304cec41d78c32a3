/** Images that a node starts from what it has, without asking the registry. */
import {
  type Container,
  defineCheck,
  defineFact,
  eachContainer,
  type KindMap,
  may,
  podTemplate,
  unknown,
  type Workload,
} from 'kubectl-harden/plugin-api';
import { isLatest, referenceOf } from '../reference.ts';

/** From this minor on kubelets ask for the credential of an image that was pulled with one, whatever the policy is. */
const CHECKED_MINOR = 35;

type Node = KindMap['Node'];

function policyOf({ spec }: Container, isMoving: boolean): string {
  return spec.imagePullPolicy ?? (isMoving ? 'Always' : 'IfNotPresent');
}

function isOlder({ status }: Node): boolean {
  const minor = /^v1\.(\d+)\./.exec(status?.nodeInfo?.kubeletVersion ?? '')?.[1];
  return minor === undefined || Number(minor) < CHECKED_MINOR;
}

const olderNode = defineFact({
  name: 'a node with an older kubelet',
  scope: 'cluster',
  reads: [may('Node')],
  derive: (view) => view.own('Node').value.find(isOlder)?.metadata.name,
});

function ask(workload: Workload, container: Container) {
  if (container.role === 'ephemeral') return undefined;
  return podTemplate.patchTemplate(workload, {
    readiness: 'review',
    reason: 'Whether the registry answers whenever a pod starts is not visible here.',
    edits: [{ op: 'set', path: [...container.path, 'imagePullPolicy'], value: 'Always' }],
    caveats: ['While the registry is away no pod of it starts; layers that a node has are not sent again.'],
  });
}

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'images/pull-policy',
    title: 'Nodes start no image unasked from their cache',
    severity: 'low',
    rationale:
      'What a node has pulled it starts again without asking: an old build of a tag that has moved on, or, with kubelets before 1.35, an image of a private registry for a pod that has no credential for it.',
    guidance:
      'Name images by digest, or set `imagePullPolicy: Always` where a tag moves. Kubelets as of 1.35 ask for the credential by themselves (EnsureSecretPulledImages); before, the admission plugin AlwaysPullImages does it for all pods.',
    item: 'images',
    refs: [
      { framework: 'owasp-k8s-2025', control: 'K07' },
      { framework: 'guide', control: 'B8' },
    ],
    since: '0.1.0',
  },
  subject: 'Workload',
  reads: [may.fact(olderNode)],
  evaluate(workload, { view }) {
    const older = view.derive(olderNode);
    const isPrivate = (workload.pod.imagePullSecrets ?? []).length > 0;
    let isInDoubt = false;
    const found = eachContainer(workload, ['imagePullPolicy'], (container) => {
      const reference = referenceOf(container);
      const isMoving = reference !== undefined && isLatest(reference);
      const policy = policyOf(container, isMoving);
      if (reference === undefined || policy === 'Always') return undefined;
      const proposal = ask(workload, container);
      if (isMoving)
        return { message: `starts an older build where a node has one: its policy is ${policy}.`, proposal };
      if (!isPrivate || policy === 'Never') return undefined;
      if (older.value === undefined) {
        isInDoubt ||= !older.isWhole;
        return undefined;
      }
      const message = `leaves its private image on node ${older.value} for pods without the credential: the kubelet there is older than 1.${CHECKED_MINOR}.`;
      return { message, value: 'cached', proposal };
    });
    if (found.length === 0 && isInDoubt)
      return unknown(
        'Whether its private image is kept from others depends on the kubelets: nodes could not all be read.',
      );
    return found;
  },
  remediation: {
    title: 'Ask the registry at each start',
    kind: 'patch',
    disruption: 'rollout',
  },
});
