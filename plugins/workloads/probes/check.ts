/** Programs that nobody asks whether they work. */
import { type Container, defineCheck, eachContainer, type Workload } from 'kubectl-harden/plugin-api';

/** Whatever runs to its end has nothing to be asked. */
const SERVING: readonly string[] = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'ReplicationController'];

/** A sidecar is asked like others; what runs before them is over by then. */
function isAsked({ role, spec }: Container): boolean {
  return role === 'app' || (role === 'init' && spec.restartPolicy === 'Always');
}

function judge(container: Container) {
  if (!isAsked(container)) return undefined;
  const { readinessProbe: readiness, livenessProbe: liveness } = container.spec;
  if (!readiness && !liveness) return { message: 'has no readiness and no liveness probe.' };
  if (!readiness) return { message: 'has no readiness probe: traffic reaches it before it can answer.' };
  if (!liveness) return { message: 'has no liveness probe: it stays when it hangs.' };
  const isSame = JSON.stringify(readiness) === JSON.stringify(liveness);
  return isSame ? { message: 'has one probe for both: it is restarted when it is only busy.' } : undefined;
}

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'workloads/probes',
    title: 'Programs are asked whether they work',
    severity: 'info',
    rationale:
      'Without a readiness probe a rollout counts pods that cannot answer yet, and a broken version replaces the one that worked. Updates are then put off, those that close holes among them.',
    guidance:
      'Add a `readinessProbe` that asks what a request needs. Add a `livenessProbe` only where the program can hang without ending, with a longer threshold and a cheaper question: one that fails under load restarts what is merely slow.',
    item: 'hygiene',
    refs: [
      { framework: 'nsa-cisa', control: 'upgrading-and-application-security' },
      { framework: 'guide', control: 'A5' },
    ],
    since: '0.1.0',
  },
  subject: 'Workload',
  applies: ({ ref }: Workload) => SERVING.includes(ref.kind),
  evaluate: (workload) => eachContainer(workload, ['readinessProbe'], judge),
  remediation: {
    title: 'Ask the program whether it works',
    kind: 'guide',
    disruption: 'rollout',
  },
});
