/** Variables and files by which containers are given lasting cloud credentials. */
import {
  defineCheck,
  type Evidence,
  inferred,
  may,
  objectName,
  pass,
  rbac,
  tables,
  unknown,
  type View,
  type Workload,
} from 'kubectl-harden/plugin-api';
import { judgeBundles } from './bundles.ts';
import { judgeCommand } from './commands.ts';
import { judgeFiles } from './files.ts';
import { IGNORED, namesOf } from './names.ts';
import { type Grants, judgeVariables } from './variables.ts';

const READS = [may('ServiceAccount')] as const;

const ANNOTATIONS = [
  ['AWS', 'eks.amazonaws.com/role-arn'],
  ['Google Cloud', 'iam.gke.io/gcp-service-account'],
  ['Azure', 'azure.workload.identity/client-id'],
] as const;

function grantsOf({ pod }: Workload, view: View<(typeof READS)[number]>): Grants {
  const name = rbac.accountName(pod);
  const account = view.get('ServiceAccount', name).value;
  const granted = ANNOTATIONS.flatMap(([cloud, annotation]): readonly (readonly [string, Evidence])[] => {
    if (account?.metadata.annotations?.[annotation] === undefined) return [];
    const who = objectName({ kind: 'ServiceAccount', ...account.metadata });
    const text = `${who} has ${annotation}, but SDKs take the variable first and never ask for that identity.`;
    return [[cloud, { text }]];
  });
  return new Map(granted);
}

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'identity/static-cloud-creds',
    title: 'Workloads carry no lasting cloud credentials',
    severity: 'high',
    rationale:
      'A cloud key in a pod works from anywhere, for years, for whoever copied it: from a variable, a log, a backup of ' +
      'the Secret. It carries one intruder from a container into the cloud account. Workload identity gives each ' +
      'ServiceAccount credentials that expire within hours and belong to nobody else.',
    guidance:
      'Give the ServiceAccount an identity in the cloud, with only the rights that the program uses, then remove the ' +
      'variables and mounts: SDKs take those first. **AWS**: EKS Pod Identity, or a role for the ServiceAccount (IRSA, ' +
      'annotation `eks.amazonaws.com/role-arn`). **Google Cloud**: Workload Identity Federation for GKE; elsewhere a ' +
      'token for a workload identity pool, with a settings file of type `external_account` in a ConfigMap. **Azure**: ' +
      'Workload ID, with label `azure.workload.identity/use: "true"` on the pod and annotation ' +
      '`azure.workload.identity/client-id` on the ServiceAccount. For storage use roles in place of account keys. Revoke ' +
      'the old key in the cloud afterwards: what was copied works until then. Where a variable serves another store ' +
      'that only speaks S3, name it in the setting `ignored`.',
    item: 'workload-identity',
    refs: [
      { framework: 'nsa-cisa', control: 'authentication-and-authorization' },
      { framework: 'owasp-k8s-2025', control: 'K03' },
      { framework: 'owasp-k8s-2025', control: 'K08' },
      { framework: 'mitre-attack', control: 'T1552' },
      { framework: 'mitre-attack', control: 'T1078.004' },
      { framework: 'guide', control: 'B5' },
      { framework: 'guide', control: 'BC' },
    ],
    since: '0.1.0',
  },
  subject: 'Workload',
  reads: READS,
  tables: [tables.cloudCredentialNames],
  settings: { ignored: IGNORED },
  evaluate(workload, { view, settings }) {
    const names = namesOf(view.table(tables.cloudCredentialNames), settings.ignored);
    const grants = grantsOf(workload, view);
    const judged = workload.containers.flatMap((container) => [
      judgeVariables(workload, container, names, grants),
      judgeCommand(container, names),
      judgeBundles(container, names),
      { violations: judgeFiles(workload, container, names), doubts: [], notes: [] },
    ]);
    const violations = judged.flatMap((each) => each.violations);
    if (violations.length > 0) return inferred(violations);
    const doubts = judged.flatMap((each) => each.doubts);
    if (doubts.length > 0) return unknown(doubts);
    const notes = judged.flatMap((each) => each.notes);
    return notes.length > 0 ? pass(notes, 'inferred') : [];
  },
  remediation: {
    title: 'Use the identity of the workload in place of a key',
    kind: 'guide',
    disruption: 'rollout',
  },
});
