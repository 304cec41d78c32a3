import {
  type Evidence,
  fails,
  type KindMap,
  may,
  notApplicable,
  type Outcome,
  objectName,
  pass,
  plan,
  refOf,
  unknown,
  type View,
  type Violation,
  type Workload,
} from 'kubectl-harden/plugin-api';

export const READS = [may('ServiceAccount')] as const;
type Reads = View<(typeof READS)[number]>;
type Account = KindMap['ServiceAccount'];

const AWS = 'eks.amazonaws.com/role-arn';
const GOOGLE = 'iam.gke.io/gcp-service-account';
const AZURE = 'azure.workload.identity/client-id';
const AZURE_USE = 'azure.workload.identity/use';
/** Of the project that Azure has ended. */
const AZURE_OLD = 'aadpodidbinding';

export function judgeIdentity(workload: Workload, view: Reads): Outcome {
  const name = workload.pod.serviceAccountName || workload.pod.serviceAccount || 'default';
  const seen = view.get('ServiceAccount', name);
  const account = seen.value;
  const violations = [
    ...ended(workload),
    ...(account === undefined
      ? []
      : [...withoutLabel(workload, account), ...notInjected(workload, account), ...shared(account)]),
  ];
  if (violations.length > 0) return fails(violations, true);
  if (account === undefined && !seen.isWhole && seen.coverage.state !== 'absent')
    return unknown(
      seen.isRead
        ? `ServiceAccount ${name} is not among the manifests.`
        : (seen.coverage.reason ?? 'ServiceAccounts were not read.'),
    );
  const evidence = [...given(account), ...inPods(workload)];
  return evidence.length > 0
    ? pass(evidence)
    : notApplicable('Nothing shows that it has an identity in a cloud, or asks for one.');
}

function given(account: Account | undefined): readonly Evidence[] {
  return [AWS, GOOGLE, AZURE].flatMap((annotation) =>
    account?.metadata.annotations?.[annotation] === undefined
      ? []
      : [{ text: `${objectName(refOf(account))} has ${annotation}.`, source: refOf(account) }],
  );
}

/** Tokens for a cloud, and certificates of the pod, among its volumes: of running pods what was put in when they were made. */
function inPods({ pods, pod }: Workload): readonly Evidence[] {
  const sources = [pod, ...pods.flatMap(({ spec }) => spec ?? [])].flatMap(({ volumes = [] }) =>
    volumes.flatMap(({ projected }) => projected?.sources ?? []),
  );
  const audiences = sources.flatMap(({ serviceAccountToken }) => serviceAccountToken?.audience ?? []);
  const clouds = [...new Set(audiences)].filter((audience) =>
    /pods\.eks\.amazonaws\.com|^sts\.amazonaws\.com$|AzureADTokenExchange|iam\.googleapis\.com/.test(audience),
  );
  const certificates = sources.some((source) => 'podCertificate' in source);
  return [
    ...clouds.map((audience) => ({ text: `Its pods hold a token for ${audience}.` })),
    ...(certificates ? [{ text: 'Its pods hold a certificate of their own.' }] : []),
  ];
}

function ended({ podLabels, podPath }: Workload): readonly Violation[] {
  if (podLabels[AZURE_OLD] === undefined) return [];
  return [
    {
      message: `Its pods ask for an identity by the label ${AZURE_OLD}, of a project that has ended.`,
      path: [...podPath.slice(0, -1), 'metadata', 'labels', AZURE_OLD],
      proposal: plan('It takes a federated identity in Azure: then the annotation and the label of workload identity.'),
    },
  ];
}

/** The webhook of Azure looks at labelled pods only. */
function withoutLabel({ ref, access, podLabels, podPath }: Workload, account: Account): readonly Violation[] {
  if (account.metadata.annotations?.[AZURE] === undefined || podLabels[AZURE_USE] === 'true') return [];
  const path = [...podPath.slice(0, -1), 'metadata', 'labels', AZURE_USE];
  const edit = { op: 'set', path, value: 'true' } as const;
  return [
    {
      message: `Its pods lack the label ${AZURE_USE}: they are given none of the identity of ${objectName(refOf(account))}.`,
      path,
      proposal:
        access === 'template'
          ? {
              readiness: 'review',
              reason: 'Its program takes the identity in place of what it has now.',
              changes: [{ op: 'edit', target: ref, edits: [edit] }],
              caveats: [
                'Without a federated credential in Azure for this ServiceAccount the program is refused there.',
              ],
            }
          : plan('Whoever makes its pods has to set the label.'),
    },
  ];
}

/** Pods that were made before the annotation, or without the webhook of EKS. */
function notInjected({ pods }: Workload, account: Account): readonly Violation[] {
  if (account.metadata.annotations?.[AWS] === undefined || pods.length === 0) return [];
  const without = pods.filter(
    ({ spec }) => !spec?.containers.some(({ env = [] }) => env.some(({ name }) => name === 'AWS_ROLE_ARN')),
  );
  if (without.length === 0) return [];
  return [
    {
      message: `${without.length} of its ${pods.length} pods have nothing of the role of ${objectName(refOf(account))}: no AWS_ROLE_ARN.`,
      key: 'injection',
      value: without.length,
      proposal: plan(
        'Pods are given the role when they are made: restart them, and where that changes nothing look at the webhook pod-identity-webhook.',
      ),
    },
  ];
}

function shared(account: Account): readonly Violation[] {
  const roles = given(account);
  if (account.metadata.name !== 'default' || roles.length === 0) return [];
  return [
    {
      message:
        'It runs as ServiceAccount default, which has an identity in a cloud: every pod of the namespace without an own one shares it.',
      key: 'default',
      evidence: roles,
      proposal: plan('It takes a ServiceAccount of its own, with a role that reaches only what this program needs.'),
    },
  ];
}
