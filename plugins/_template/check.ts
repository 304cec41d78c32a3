/** SUMMARY: one line on what this check looks at. */
import { defineCheck, podTemplate } from 'kubectl-harden/plugin-api';

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'area/template',
    title: 'Pods do not share their process namespace',
    severity: 'low',
    rationale: 'Containers that share processes can read the files and the environment of one another.',
    guidance: 'Remove `shareProcessNamespace`, or keep it for the time of a debugging session only.',
    item: 'workloads',
    refs: [{ framework: 'guide', control: 'B3' }],
    since: '0.1.0',
  },
  subject: 'Workload',
  evaluate(workload) {
    if (workload.pod.shareProcessNamespace !== true) return [];
    const path = [...workload.podPath, 'shareProcessNamespace'];
    const proposal = podTemplate.patchTemplate(workload, {
      readiness: 'review',
      reason: 'Whether one container signals another is not visible here.',
      edits: [{ op: 'unset', path }],
      caveats: ['Sidecars that signal the main process, for example to reload it, stop reaching it.'],
    });
    return [{ message: 'Containers share one process namespace.', path, proposal }];
  },
  remediation: {
    title: 'Give each container its own processes',
    kind: 'patch',
    disruption: 'rollout',
  },
});
