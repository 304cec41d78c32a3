/** What a policy makes of the requests that count. */
import {
  type AuditLevel,
  type AuditPolicy,
  type AuditRule,
  listed,
  type Proposal,
  type Violation,
} from 'kubectl-harden/plugin-api';
import { type Asked, firstFor, PEOPLE } from './matching.ts';

const PROPOSAL: Proposal = {
  readiness: 'elsewhere',
  reason: 'The policy is a file of the control plane nodes, out of reach of the Kubernetes API.',
  changes: [],
};

const ORDER: readonly AuditLevel[] = ['None', 'Metadata', 'Request', 'RequestResponse'];

interface Wish {
  readonly key: string;
  readonly what: string;
  readonly requests: readonly Asked[];
  readonly least: AuditLevel;
  readonly most?: AuditLevel;
  readonly severity?: 'medium';
}

function of(group: string, verb: string, ...resources: readonly string[]): readonly Asked[] {
  return resources.map((resource) => ({ group, verb, resource }));
}

/** Bodies of these are credentials. */
const SECRET = [
  ...of('', 'get', 'secrets'),
  ...of('', 'list', 'secrets'),
  ...of('', 'create', 'secrets', 'serviceaccounts/token'),
  ...of('authentication.k8s.io', 'create', 'tokenreviews'),
];

const WISHES: readonly Wish[] = [
  { key: 'secrets', what: 'access to Secrets and tokens', requests: SECRET, least: 'Metadata', most: 'Metadata' },
  {
    key: 'configmaps',
    what: 'changes of ConfigMaps',
    requests: of('', 'update', 'configmaps'),
    least: 'Metadata',
    most: 'Metadata',
    severity: 'medium',
  },
  {
    key: 'exec',
    what: 'ways into running containers',
    requests: [
      ...of(
        '',
        'create',
        'pods/exec',
        'pods/attach',
        'pods/portforward',
        'pods/proxy',
        'services/proxy',
        'nodes/proxy',
      ),
      ...of('', 'patch', 'pods/ephemeralcontainers'),
    ],
    least: 'Metadata',
  },
  {
    key: 'rights',
    what: 'changes of rights',
    requests: ['roles', 'rolebindings', 'clusterroles', 'clusterrolebindings'].flatMap((resource) =>
      ['create', 'update', 'delete'].flatMap((verb) => of('rbac.authorization.k8s.io', verb, resource)),
    ),
    least: 'Request',
    severity: 'medium',
  },
  {
    key: 'admission',
    what: 'changes of webhooks and admission policies',
    requests: of(
      'admissionregistration.k8s.io',
      'update',
      'validatingwebhookconfigurations',
      'mutatingwebhookconfigurations',
      'validatingadmissionpolicies',
    ),
    least: 'Request',
    severity: 'medium',
  },
  { key: 'rest', what: 'everything else', requests: of('apps', 'create', 'deployments'), least: 'Metadata' },
];

export function lint(policy: AuditPolicy): readonly Violation[] {
  return WISHES.flatMap((wish) => [
    ...told(policy, wish, 'little', (level) => ORDER.indexOf(level) < ORDER.indexOf(wish.least)),
    ...told(
      policy,
      wish,
      'much',
      (level) => wish.most !== undefined && ORDER.indexOf(level) > ORDER.indexOf(wish.most),
    ),
  ]);
}

type How = 'little' | 'much';

/** One violation for all whom it concerns. */
function told(
  policy: AuditPolicy,
  wish: Wish,
  how: How,
  isWrong: (level: AuditLevel) => boolean,
): readonly Violation[] {
  const wrong = PEOPLE.flatMap((who) =>
    wish.requests.flatMap((asked) => {
      const level = levelOf(policy, firstFor(policy, asked, who));
      return isWrong(level) ? [{ who: who.name, level, resource: asked.resource }] : [];
    }),
  );
  if (wrong.length === 0) return [];
  const people = distinct(wrong.map(({ who }) => who));
  const whom = people.length === PEOPLE.length ? 'everybody' : listed(people);
  const levels = distinct(wrong.map(({ level }) => level)).join(' and ');
  const resources = listed(distinct(wrong.map(({ resource }) => resource)));
  const what = `${capitalized(wish.what)} of ${whom}: `;
  const text =
    how === 'much'
      ? `bodies are recorded, at level ${levels} (${resources})`
      : levels === 'None'
        ? `nothing is recorded (${resources})`
        : `recorded at level ${levels}, less than ${wish.least} (${resources})`;
  return [said(policy, wish, how, `${what}${text}`)];
}

/** A rule that leaves out the stages of every short request records none of them. */
function levelOf(policy: AuditPolicy, rule: AuditRule | undefined): AuditLevel {
  const omitted = [...policy.omitStages, ...(rule?.omitStages ?? [])];
  return rule === undefined || STAGES.every((stage) => omitted.includes(stage)) ? 'None' : rule.level;
}
const STAGES: readonly string[] = ['RequestReceived', 'ResponseComplete'];

function distinct(words: readonly string[]): readonly string[] {
  return [...new Set(words)];
}
function capitalized(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function said({ file }: AuditPolicy, { key, severity }: Wish, how: How, text: string): Violation {
  const lowered =
    severity === undefined
      ? {}
      : { severity, severityReason: 'Who asked for what is told in another way, or holds no credential by intent.' };
  const evidence = [{ text: 'The first rule that fits a request decides.', source: file }];
  return { message: `${text}.`, key: `${key} ${how}`, value: text, evidence, proposal: PROPOSAL, ...lowered };
}
