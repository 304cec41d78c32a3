/**
 * Kinds of others that make pods, of which no template is left to be read while none of their pods is there. Not those
 * that work through ReplicaSets, Deployments or ReplicationControllers, which are read: Rollouts, Knative Services.
 */
import type { ApiResource, EvidenceResult } from '../plugin-api/index.ts';

const POD_MAKERS: readonly (readonly [group: string, resource: string])[] = [
  ['actions.github.com', 'autoscalingrunnersets'],
  ['actions.summerwind.dev', 'runnerdeployments'],
  ['apps.kruise.io', 'clonesets'],
  ['argoproj.io', 'cronworkflows'],
  ['argoproj.io', 'workflows'],
  ['batch.volcano.sh', 'jobs'],
  ['keda.sh', 'scaledjobs'],
  ['ray.io', 'rayclusters'],
  ['sparkoperator.k8s.io', 'sparkapplications'],
  ['tekton.dev', 'pipelineruns'],
  ['tekton.dev', 'taskruns'],
];

/** As `rollouts.argoproj.io`. */
function servedPodMakers(served: readonly ApiResource[]): readonly string[] {
  return POD_MAKERS.filter(([group, resource]) =>
    served.some((each) => each.group === group && each.resource === resource),
  ).map(([group, resource]) => `${resource}.${group}`);
}

const MOST_NAMED = 3;

/**
 * A sentence on what may make pods in the namespace unseen; `undefined`: nothing of that kind is served, or no server is
 * there that could serve it.
 */
export function unreadPodMakers(
  { value, coverage }: EvidenceResult<readonly ApiResource[]>,
  namespace: string,
): string | undefined {
  if (value === undefined && coverage.state !== 'absent')
    return `Which kinds may make pods in ${namespace} is not visible: ${coverage.reason ?? coverage.state}.`;
  const found = servedPodMakers(value ?? []);
  if (found.length === 0) return undefined;
  const named = found.slice(0, MOST_NAMED).join(', ');
  const more = found.length > MOST_NAMED ? ` and ${found.length - MOST_NAMED} more` : '';
  const [are, they] = found.length === 1 ? ['is', 'it'] : ['are', 'they'];
  return `${named}${more} ${are} served here and not read: ${they} may make pods in ${namespace}.`;
}
