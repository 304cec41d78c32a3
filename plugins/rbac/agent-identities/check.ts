import {
  compareText,
  defineCheck,
  may,
  objectName,
  podTemplate,
  rbac,
  tables,
  unknown,
  type Workload,
} from 'kubectl-harden/plugin-api';
import { READ_ONLY_EXAMPLE } from './examples.ts';

export default defineCheck({
  mode: 'automated',
  examples: [READ_ONLY_EXAMPLE],
  meta: {
    id: 'rbac/agent-identities',
    title: 'Agents of language models read, and no Secrets',
    severity: 'high',
    rationale:
      'What an agent does is decided by text that it reads: a log line or an event of any workload can tell it to delete ' +
      'or to show something. It can do no more than its account may.',
    guidance:
      'Give the agent an account of its own with get, list and watch on the kinds that it explains, without Secrets and ' +
      'without exec: `kubectl harden explain rbac/agent-identities --example` prints such a role. Let people, or a pipeline ' +
      'with a review, make the changes that it proposes.',
    item: 'rbac',
    refs: [
      { framework: 'nsa-cisa', control: 'authentication-and-authorization' },
      { framework: 'owasp-k8s-2025', control: 'K02' },
      { framework: 'mitre-attack', control: 'T1078' },
      { framework: 'guide', control: 'B2' },
    ],
    since: '0.1.0',
  },
  subject: 'Workload',
  reads: [
    may.all('RoleBinding'),
    may.all('ClusterRoleBinding'),
    may.all('Role'),
    may.all('ClusterRole'),
    may.fact(rbac.rights),
  ],
  tables: [tables.agentPrograms],
  evaluate(workload, { view }) {
    const program = programOf(workload, view.table(tables.agentPrograms));
    if (program === undefined) return [];
    const account = accountOf(workload);
    const name = objectName({ kind: 'ServiceAccount', ...account });
    const grants = view.derive(rbac.rights).value.access.allGrants(rbac.accountIdentity(account));
    const atoms = distinct(grants.flatMap(({ rules }) => rules).flatMap(tooMuchIn));
    if (atoms.length > 0)
      return [
        {
          message: `${program.name} acts as ${name}, which is allowed ${rbac.describeAtoms(atoms)}.`,
          path: [...workload.podPath, 'serviceAccountName'],
          value: [account.namespace, account.name, ...atoms.map((atom) => JSON.stringify(atom)).sort(compareText)],
          evidence: grants.map(({ binding }) => ({
            text: `${objectName({ ...binding, ...binding.metadata, kind: binding.kind })} gives it ${binding.roleRef.kind} ${binding.roleRef.name}.`,
          })),
          proposal: {
            readiness: 'elsewhere',
            reason: 'Bind its account to a role that reads, without Secrets, and take it out of the other bindings.',
            changes: [],
          },
        },
      ];
    const reads = [view.all('RoleBinding'), view.all('ClusterRoleBinding'), view.all('Role'), view.all('ClusterRole')];
    const unread = reads.find(({ isRead }) => !isRead);
    return unread === undefined
      ? []
      : unknown(`What ${name} may do is not visible: ${unread.coverage.reason ?? 'not read'}.`);
  },
  remediation: {
    title: 'Give the agent a role that reads, without Secrets',
    kind: 'guide',
    disruption: 'access',
  },
});

const READS: ReadonlySet<string> = new Set(['get', 'list', 'watch', 'head', 'options']);
/** Questions about rights and tokens change nothing. */
const REVIEWS: ReadonlySet<string> = new Set(['authorization.k8s.io', 'authentication.k8s.io']);

/** Some reads lead further: a get of `nodes/proxy` runs commands. */
function tooMuchIn(rule: rbac.Rule): readonly rbac.Atom[] {
  return [...rbac.atomsOf(rule).filter(isTooMuch), ...rbac.capabilitiesOf(rule).flatMap(({ atoms }) => atoms)];
}

function distinct(atoms: readonly rbac.Atom[]): readonly rbac.Atom[] {
  return [...new Map(atoms.map((atom) => [JSON.stringify(atom), atom])).values()];
}

function isTooMuch(atom: rbac.Atom): boolean {
  if (!READS.has(atom.verb)) return 'path' in atom || !REVIEWS.has(atom.group);
  if ('path' in atom) return false;
  return ['', '*'].includes(atom.group) && ['secrets', '*'].includes(atom.resource);
}

function programOf({ containers }: Workload, rows: readonly tables.AgentProgram[]): tables.AgentProgram | undefined {
  return rows.find(({ images }) => containers.some(({ spec: { image = '' } }) => podTemplate.isImageOf(image, images)));
}

function accountOf({ ref, pod }: Workload): rbac.AccountRef {
  return { namespace: ref.namespace ?? '', name: rbac.accountName(pod) };
}
