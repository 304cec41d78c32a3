/** What would put a violated rule of the Pod Security Standards right, where that can be proposed at all. */
import type { Container, Proposal, Workload } from '../../plugin-api/index.ts';
import type { RuleViolation } from '../pod-security/index.ts';
import { forbidEscalation } from './escalation.ts';
import { forbidRoot, forbidRootInAll } from './non-root.ts';
import { runsOnLinux } from './os.ts';
import { dropCapabilities } from './privileges.ts';
import { confineSyscalls } from './seccomp.ts';

type Fix = (workload: Workload, container: Container) => Proposal | undefined;

/** Rules about what a pod was given on purpose (privileged, host access, volumes) are not here: no one can tell why. */
const FIXES: Readonly<Record<string, Fix>> = {
  allowPrivilegeEscalation: forbidEscalation,
  runAsNonRoot: forbidRoot,
  seccompProfile_baseline: confineSyscalls,
  seccompProfile_restricted: confineSyscalls,
};

export function fixRule(workload: Workload, violation: RuleViolation): Proposal | undefined {
  // Windows knows none of these fields but one, and the API server refuses most of them there.
  if (!runsOnLinux(workload)) return undefined;
  const container = workload.containers.find(({ name }) => name === violation.container);
  const field = violation.path?.at(-1);
  if (violation.rule === 'capabilities_restricted')
    return container !== undefined && field === 'drop' ? dropCapabilities(workload, container) : undefined;
  const fix = FIXES[violation.rule];
  if (fix === undefined || violation.path === undefined) return undefined;
  if (container !== undefined) return fix(workload, container);
  if (violation.rule === 'runAsNonRoot') return forbidRootInAll(workload);
  // The pod's own seccomp profile: any container that inherits it tells what the change is.
  const heir = workload.containers.find(({ spec }) => spec.securityContext?.seccompProfile === undefined);
  return heir === undefined ? undefined : fix(workload, heir);
}
