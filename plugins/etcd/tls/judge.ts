/** TLS of etcd, and whether its authority is one of its own. */
import { controlPlane, type Outcome, type View, type Violation } from 'kubectl-harden/plugin-api';
import { RULES } from './rules.ts';

export function judge(view: View<controlPlane.FlagReads>, context: string): Outcome {
  const outcome = controlPlane.judgeRules(view, context, {
    rules: RULES,
    setting: 'settings of the control plane',
    proposal: controlPlane.FLAGS_BY_FILE,
  });
  const shared = sharedAuthority(view);
  if (shared === undefined) return outcome;
  if (!('status' in outcome)) return [...outcome, shared];
  return outcome.status === 'fail' ? outcome : [shared];
}

/** Who has a certificate of a client of the API server would then be a client of etcd. */
function sharedAuthority(view: View<controlPlane.FlagReads>): Violation | undefined {
  const plane = view.derive(controlPlane.controlPlane).value;
  const ofClients = new Set(
    plane.component('kube-apiserver').replicas.flatMap(({ flags }) => flags.get('client-ca-file') ?? []),
  );
  const member = plane
    .component('etcd')
    .replicas.find(({ flags }) => ofClients.has(flags.get('trusted-ca-file') ?? '-'));
  if (member === undefined) return undefined;
  const file = member.flags.get('trusted-ca-file') ?? '';
  return {
    message: `etcd trusts the authority of all clients of the API server: ${file}.`,
    key: 'trusted-ca-file',
    value: file,
    severity: 'medium',
    severityReason: 'It takes a client certificate of the cluster and access to the network of the control plane.',
    evidence: [controlPlane.settingsEvidence(member, ['trusted-ca-file'])],
    proposal: controlPlane.FLAGS_BY_FILE,
  };
}
