/** Labels that the server cannot read, or that change their meaning with an upgrade. */
import { defineCheck } from 'kubectl-harden/plugin-api';
import { MODES } from '../../../src/analysis/pod-security/index.ts';
import { levelPath, versionPath } from '../labels.ts';
import { fixProblem } from './fix.ts';
import { type ProblemKind, problemsOf } from './problems.ts';

const KINDS: readonly ProblemKind[] = ['level', 'version', 'unpinned', 'old'];

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
  subject: 'Namespace',
  place: 'namespace-level',
  reads: ['Namespace'],
  mayRead: ['Workload', 'IdleWorkload', 'ServerVersion'],
  evaluate({ object }, { view }) {
    const minor = view.evidence('ServerVersion').value?.minor;
    const problems = problemsOf(object?.metadata.labels ?? {}, minor === undefined ? undefined : `v1.${minor}`);
    return problems.map(({ kind, mode, message }) => ({
      message,
      path: kind === 'level' ? levelPath(mode) : versionPath(mode),
      facts: { kind, mode },
    }));
  },
  remediation: {
    title: 'Write labels that the server can read, pinned to its version',
    kind: 'label',
    disruption: 'none',
    propose({ facts }, namespace, { view }) {
      const kind = KINDS.find((each) => each === facts?.kind);
      const mode = MODES.find((each) => each === facts?.mode);
      return kind && mode && fixProblem({ kind, mode }, namespace, view);
    },
  },
});
