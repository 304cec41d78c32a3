/** Back to what the runtime applies where nothing is said. */
import { type FieldPath, type Proposal, type podSecurity, podTemplate, type Workload } from 'kubectl-harden/plugin-api';

const LABELS = ['type', 'user', 'role'] as const;

export function confine(
  workload: Workload,
  { rule, path: place }: podSecurity.RuleViolation,
  path: FieldPath,
): Proposal | undefined {
  const isAnnotation = place === undefined;
  if (rule === 'appArmorProfile')
    return podTemplate.patchTemplate(workload, {
      readiness: 'review',
      reason: 'What the profile of the runtime would refuse is not visible here.',
      edits: [isAnnotation ? { op: 'unset', path } : { op: 'set', path, value: 'RuntimeDefault' }],
      caveats: ['Programs that mount file systems or trace others stop being able to where AppArmor is on.'],
    });
  if (rule === 'procMount')
    return podTemplate.patchTemplate(workload, {
      readiness: 'review',
      reason: 'What the program reads below /proc is not visible here.',
      edits: [{ op: 'unset', path }],
      caveats: ['Programs that start containers themselves need it, together with hostUsers: false.'],
    });
  return podTemplate.patchTemplate(workload, {
    readiness: 'review',
    reason: 'What the policy of the nodes allows this label alone is not visible here.',
    edits: LABELS.map((label) => ({ op: 'unset' as const, path: [...path, label] })),
    caveats: [
      'As of Kubernetes 1.37 pods of different SELinux labels that share a volume do not start together.',
      'Files that were written under the old label may not be readable under the new one.',
    ],
  });
}
