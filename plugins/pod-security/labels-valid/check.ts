/** Labels that the server cannot read, or that change their meaning with an upgrade. */
import { defineCheck, must, unknown } from 'kubectl-harden/plugin-api';
import { NAMESPACE_EXAMPLE } from '../examples.ts';
import { levelPath, levelsOf, versionPath } from '../labels.ts';
import { REACH_READS, unreviewed } from '../reach.ts';
import { fixProblem } from './fix.ts';
import { isPinned, problemsOf } from './problems.ts';

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'pod-security/labels-valid',
    title: 'Pod Security labels are valid and pinned',
    severity: 'low',
    rationale:
      'A label that cannot be read is not ignored: a mistyped `enforce` refuses every pod that is not restricted, a mistyped `warn` says nothing. A level without a version changes its meaning with an upgrade of the cluster.',
    guidance:
      'Levels are `privileged`, `baseline` and `restricted`, versions `latest` and `v1.N`. Pin `enforce-version` to the version of the cluster and renew it after each upgrade, when nothing is refused; leave `warn` and `audit` at `latest`.',
    item: 'pod-security',
    refs: [
      { framework: 'cis-k8s', control: '5.2.1' },
      { framework: 'owasp-k8s-2025', control: 'K04' },
      { framework: 'guide', control: 'B3' },
    ],
    since: '0.1.0',
  },
  examples: [NAMESPACE_EXAMPLE],
  subject: 'Namespace',
  reads: [must('Namespace'), ...REACH_READS],
  place: levelsOf,
  evaluate(namespace, { view }) {
    const minor = view.evidence('ServerVersion').value?.minor;
    const labels = namespace.object?.metadata.labels ?? {};
    const problems = problemsOf(labels, minor === undefined ? undefined : `v1.${minor}`);
    if (problems.length === 0 && minor === undefined && view.isCluster && isPinned(labels))
      return unknown("Whether the pinned version is old is not known: the API server's version could not be read.");
    const sentence = unreviewed(view);
    if (problems.length === 0 && sentence !== undefined && isPinned(labels))
      return unknown(`${sentence}: whether the pinned version is old is not known.`);
    return problems.map(({ kind, mode, label, message }) => ({
      message,
      path:
        label !== undefined ? ['metadata', 'labels', label] : kind === 'level' ? levelPath(mode) : versionPath(mode),
      proposal: fixProblem({ kind, mode }, namespace, view),
    }));
  },
  remediation: {
    title: 'Write labels that the server can read, pinned to its version',
    kind: 'label',
    disruption: 'none',
  },
});
