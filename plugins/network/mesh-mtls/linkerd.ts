/** Whether Linkerd refuses what has no proxy: its proxies encrypt among themselves, and take plain connections unless told. */
import {
  inferred,
  type NamespaceSubject,
  nameSome,
  type Outcome,
  pass,
  unknown,
  type Workload,
} from 'kubectl-harden/plugin-api';

const POLICY = 'config.linkerd.io/default-inbound-policy';
const REFUSING: readonly string[] = ['all-authenticated', 'cluster-authenticated', 'deny'];

export function judgeLinkerd({ name, object }: NamespaceSubject, workloads: readonly Workload[]): Outcome {
  const ofNamespace = object?.metadata.annotations?.[POLICY];
  const policies = workloads.map(({ ref, podAnnotations }) => ({ ref, policy: podAnnotations[POLICY] ?? ofNamespace }));
  const open = policies.filter(({ policy = '' }) => policy !== '' && !REFUSING.includes(policy));
  if (open.length > 0) {
    const named = open.map(({ ref, policy }) => `${ref.kind} ${ref.name} (${policy})`);
    const message = `Linkerd also takes plain connections in ${name}: ${nameSome(named)}.`;
    return inferred([{ message, key: 'linkerd', value: named, path: ['metadata', 'annotations', POLICY] }]);
  }
  if (policies.every(({ policy }) => policy !== undefined && policy !== ''))
    return pass('Every workload has the proxy of Linkerd, which refuses what has none.', 'inferred');
  return unknown([
    'Every workload has the proxy of Linkerd, which encrypts what proxies say to each other.',
    `Whether it refuses what has no proxy is not visible: without ${POLICY} that of the installation counts, which takes plain connections unless it was changed.`,
  ]);
}
