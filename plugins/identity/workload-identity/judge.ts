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
  rbac,
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
  const name = rbac.accountName(workload.pod);
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
  const shown = inPods(workload);
  const evidence = [...given(account), ...shown];
  // An annotation asks for an identity: only what pods hold shows that they have one.
  return evidence.length > 0
    ? pass(evidence, shown.length > 0 ? 'direct' : 'inferred')
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
  const specs = [pod, ...pods.map(({ spec }) => spec)];
  const sources = sourcesIn(specs);
  const audiences = audiencesIn(specs);
  const clouds = [...new Set(audiences)].filter((audience) =>
    /pods\.eks\.amazonaws\.com|^sts\.amazonaws\.com$|AzureADTokenExchange|iam\.googleapis\.com/.test(audience),
  );
  const certificates = sources.some((source) => 'podCertificate' in source);
  return [
    ...clouds.map((audience) => ({ text: `Its pods hold a token for ${audience}.` })),
    ...(certificates ? [{ text: 'Its pods hold a certificate of their own.' }] : []),
  ];
}

type Spec = Workload['pod'] | undefined;

function sourcesIn(specs: readonly Spec[]) {
  return specs.flatMap((spec) => (spec?.volumes ?? []).flatMap(({ projected }) => projected?.sources ?? []));
}

function audiencesIn(specs: readonly Spec[]): readonly string[] {
  return sourcesIn(specs).flatMap(({ serviceAccountToken }) => serviceAccountToken?.audience ?? []);
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

type Pod = Workload['pods'][number];

/** What a webhook of the cloud puts into pods when they are made, where their account asks for it. */
const INJECTED: readonly {
  readonly annotation: string;
  readonly isIn: (pod: Pod) => boolean;
  readonly what: string;
  readonly webhook: string;
}[] = [
  {
    annotation: AWS,
    isIn: ({ spec }) =>
      spec?.containers.some(({ env = [] }) => env.some(({ name }) => name === 'AWS_ROLE_ARN')) === true,
    what: 'AWS_ROLE_ARN',
    webhook: 'pod-identity-webhook',
  },
  {
    annotation: AZURE,
    isIn: ({ spec }) => audiencesIn([spec]).some((audience) => audience.includes('AzureADTokenExchange')),
    what: 'token for Entra ID',
    webhook: 'azure-wi-webhook-mutating-webhook-configuration',
  },
];

/** Pods that were made before the annotation, or without the webhook of the cloud. */
function notInjected({ pods, podLabels }: Workload, account: Account): readonly Violation[] {
  return INJECTED.flatMap(({ annotation, isIn, what, webhook }) => {
    const isAsked = annotation !== AZURE || podLabels[AZURE_USE] === 'true';
    const without = pods.filter((pod) => !isIn(pod));
    if (account.metadata.annotations?.[annotation] === undefined || !isAsked || without.length === 0) return [];
    return [
      {
        message: `${without.length} of its ${pods.length} pods have nothing of the identity of ${objectName(refOf(account))}: no ${what}.`,
        key: 'injection',
        value: without.length,
        proposal: plan(
          `Pods are given it when they are made: restart them, and where that changes nothing look at the webhook ${webhook}.`,
        ),
      },
    ];
  });
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
