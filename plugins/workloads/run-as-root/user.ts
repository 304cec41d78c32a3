/** Whether a container may run as root, and as whom it runs. */
import { type Container, type Judged, podTemplate, type Workload } from 'kubectl-harden/plugin-api';

export function mayBeRoot({ pod }: Workload, { spec }: Container): boolean {
  return (spec.securityContext?.runAsNonRoot ?? pod.securityContext?.runAsNonRoot) !== true;
}

export function describeUser(workload: Workload, container: Container): Judged {
  const user = podTemplate.userOf(workload, container);
  if (!user.known)
    return {
      message: 'may run as root: the template does not forbid it.',
      ...(user.uids === undefined ? {} : { value: user.uids }),
    };
  const evidence = [user.evidence];
  const value = user.uid;
  if (user.uid === 0) return { message: `runs as root. ${user.evidence.text}`, evidence, value };
  if (user.from === 'pods')
    return { message: `may run as root: the template does not forbid it. ${user.evidence.text}`, evidence, value };
  return {
    message: `is kept from root by its number alone: runAsNonRoot is not true. ${user.evidence.text}`,
    evidence,
    value,
    severity: 'low',
    severityReason: `lowered: the template sets uid ${user.uid}`,
  };
}
