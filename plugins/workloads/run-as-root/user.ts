/** Whether a container may run as root, and as whom it runs. */
import type { Container, Violation, Workload } from 'kubectl-harden/plugin-api';
import { userOf } from '../../../src/analysis/pod-template/index.ts';
import { nameOf } from '../shared.ts';

export function mayBeRoot({ pod }: Workload, { spec }: Container): boolean {
  return (spec.securityContext?.runAsNonRoot ?? pod.securityContext?.runAsNonRoot) !== true;
}

export function describeUser(workload: Workload, container: Container): Violation {
  const place = { part: container.name, path: [...container.path, 'securityContext', 'runAsNonRoot'] };
  const name = nameOf(container);
  const user = userOf(workload, container);
  if (!user.known) return { ...place, message: `${name} may run as root: the template does not forbid it.` };
  const evidence = [user.evidence];
  if (user.uid === 0) return { ...place, message: `${name} runs as root. ${user.evidence.text}`, evidence };
  const message = `${name} may run as root: the template does not forbid it. ${user.evidence.text}`;
  if (user.from === 'pods') return { ...place, message, evidence };
  return { ...place, message, evidence, severity: 'low', severityReason: `lowered: the template sets uid ${user.uid}` };
}
