/** Rules of an Ingress for any host. */
import { defineCheck, plan, type SubjectOf, type Violation } from 'kubectl-harden/plugin-api';

type Ingress = SubjectOf<'Ingress'>['object'];

const NAME_HOSTS = plan(
  'Which hosts people use is for its owner to say: every other name would get no answer any more.',
);

function violationsOf({ spec }: Ingress): readonly Violation[] {
  const rules = spec?.rules ?? [];
  const hosts = [...new Set(rules.map(({ host }) => host ?? ''))];
  const open = hosts.filter((host) => host === '' || host.startsWith('*'));
  const path = ['spec', 'rules'];
  if (rules.length === 0 && spec?.defaultBackend !== undefined)
    return [
      {
        message: 'It has no rule: its default backend answers for every host.',
        path: ['spec', 'defaultBackend'],
        key: '',
        proposal: NAME_HOSTS,
      },
    ];
  return open.map((host) => ({ message: sentence(host), path, key: host, proposal: NAME_HOSTS }));
}

function sentence(host: string): string {
  return host === ''
    ? 'A rule without a host answers for every host.'
    : `A rule for ${host} answers for every name below it.`;
}

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'ingress/wildcard-host',
    title: 'Ingresses name the hosts they serve',
    severity: 'medium',
    rationale:
      'A rule for any host answers requests that were meant for others: names that point here by mistake or by intent, the bare address, hosts that another team adds later. Programs that trust the Host header can be led astray by it.',
    guidance:
      'Write one rule for each host. Keep `*.example.com` only where the program serves every name below the domain, such as one for each tenant, and where nobody else may create names there.',
    item: 'ingress',
    refs: [
      { framework: 'owasp-k8s-2025', control: 'K05' },
      { framework: 'mitre-attack', control: 'T1190' },
      { framework: 'guide', control: 'A7' },
    ],
    since: '0.1.0',
  },
  subject: 'Ingress',
  evaluate: ({ object }) => violationsOf(object),
  remediation: { title: 'Name the hosts', kind: 'patch', disruption: 'traffic' },
});
