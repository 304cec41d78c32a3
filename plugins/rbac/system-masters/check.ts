import {
  controlPlane,
  defineCheck,
  may,
  notApplicable,
  objectName,
  pass,
  rbac,
  refOf,
  unknown,
  type Violation,
} from 'kubectl-harden/plugin-api';
import { distinctSubjects } from '../shared.ts';

const MASTERS = 'system:masters';

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'rbac/system-masters',
    title: 'The group system:masters is for emergencies',
    severity: 'high',
    rationale:
      'Members of `system:masters` bypass every authorizer: no role limits them, no binding can be taken from them, and a ' +
      'certificate that names the group works until it expires. Nobody can see from the cluster who has one.',
    guidance:
      'Keep one such credential sealed away for the day on which RBAC is broken. Give people a certificate or a login ' +
      'without the group, and bind `cluster-admin` to a group of the identity provider: that can be taken away. ' +
      'kubeadm writes `super-admin.conf` with the group and `admin.conf` without it.',
    item: 'rbac',
    refs: [
      { framework: 'cis-k8s', control: '5.1.7' },
      { framework: 'nsa-cisa', control: 'authentication-and-authorization' },
      { framework: 'owasp-k8s-2025', control: 'K02' },
      { framework: 'mitre-attack', control: 'T1078' },
      { framework: 'guide', control: 'A1' },
      { framework: 'guide', control: 'B2' },
    ],
    since: '0.1.0',
  },
  subject: 'Cluster',
  reads: [may('Identity'), may.fact(rbac.bindingsBySubject), may.fact(controlPlane.controlPlane)],
  evaluate(_, { view }) {
    const identity = view.evidence('Identity').value;
    const bindings = view.derive(rbac.bindingsBySubject).value.at(`Group:${MASTERS}`);
    // The default binding is made again at each start.
    const found = bindings.filter((binding) => !rbac.isBootstrapBinding(binding)).map(bound);
    if (identity?.groups.includes(MASTERS) === true) return [ofCaller(identity.username), ...found];
    if (found.length > 0) return found;
    const noCertificates = refusalOfCertificates(view.derive(controlPlane.controlPlane).value);
    if (identity !== undefined && noCertificates !== undefined) return pass(noCertificates, 'inferred');
    if (!view.isCluster) return notApplicable(`Manifests do not tell who is in ${MASTERS}.`);
    return unknown(
      identity === undefined
        ? `Who is in ${MASTERS} no request tells, and whether you are is not known either.`
        : `You (${identity.username}) are not in ${MASTERS}; who else is no request tells.`,
    );
  },
  question: {
    question: 'Is every credential of the group system:masters sealed away, and who could use one?',
    evidence: [
      'Where the certificates with O=system:masters are kept (super-admin.conf, or admin.conf of clusters older than 1.29).',
      'Who was given one, and until when each is valid.',
    ],
    validDays: 90,
  },
  remediation: {
    title: 'Take the group out of the binding',
    kind: 'trim',
    disruption: 'access',
  },
});

/** Where no replica takes client certificates, none can name the group; `undefined`: one may. */
function refusalOfCertificates({ component }: controlPlane.ControlPlane): string | undefined {
  const { witnesses, unseen } = component('kube-apiserver').flag('client-ca-file');
  if (unseen.length > 0 || witnesses.length === 0 || witnesses.some(({ value }) => (value ?? '') !== ''))
    return undefined;
  return 'The API server takes no client certificates (--client-ca-file is not set), by which the group is given.';
}

function isMasters(kind: string, name: string): boolean {
  return kind === 'Group' && name === MASTERS;
}

function ofCaller(username: string): Violation {
  return {
    message: `You (${username}) are in ${MASTERS}: no role limits you, and nobody can take that away.`,
    key: `caller ${username}`,
    evidence: [{ text: `Groups of ${username} hold ${MASTERS}.`, source: 'SelfSubjectReview' }],
    proposal: {
      readiness: 'elsewhere',
      reason: 'Log in as somebody without the group, whom a binding to cluster-admin makes an administrator.',
      changes: [],
    },
  };
}

function bound(binding: rbac.AnyBinding): Violation {
  const ref = refOf(binding);
  const edits = distinctSubjects(binding)
    .filter(({ kind, name }) => isMasters(kind, name))
    .map((subject) => ({ op: 'exclude', path: ['subjects'], value: { ...subject } }) as const);
  const isAlone = rbac.subjectsOf(binding).length === edits.length;
  return {
    message: `${objectName(ref)} names the group ${MASTERS}, which holds everything without it.`,
    at: ref,
    path: ['subjects'],
    value: binding.metadata.name,
    severity: 'low',
    severityReason: 'lowered: the binding gives the group nothing',
    proposal: {
      readiness: 'ready',
      reason: 'The group keeps every right: nothing is lost, and the binding promises nothing that is not so.',
      changes: [isAlone ? { op: 'delete', target: ref } : { op: 'edit', target: ref, edits }],
    },
  };
}
