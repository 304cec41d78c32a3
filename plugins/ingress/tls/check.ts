import {
  defineCheck,
  type Evidence,
  fails,
  nameSome,
  notApplicable,
  pass,
  unknown,
  type Violation,
} from 'kubectl-harden/plugin-api';
import { READS, servingOf, sharedTermination, TABLES } from './elsewhere.ts';
import { addEntry, checkSecretName, type TlsInputs } from './entry.ts';
import { EXAMPLES } from './examples.ts';
import {
  EVERY_HOST,
  hasOpenBackend,
  type Ingress,
  servedAt,
  servedHosts,
  type Termination,
  terminationOf,
  tlsEntries,
  wildcardAbove,
} from './hosts.ts';
import { inFront } from './in-front.ts';

export default defineCheck({
  mode: 'automated',
  examples: EXAMPLES,
  meta: {
    id: 'ingress/tls',
    title: 'Ingresses terminate TLS for every host they serve',
    severity: 'medium',
    rationale:
      'What is sent without TLS can be read and changed by everybody on the way: passwords, session cookies and tokens ' +
      'among it. An Ingress that has TLS for most of its hosts still serves the others unencrypted.',
    guidance:
      'List every host of `spec.rules` in an entry of `spec.tls` with the Secret that holds its certificate; ' +
      '`*.example.com` covers one label only. cert-manager can issue and renew the certificate. Let the controller ' +
      'redirect http to https. Where a load balancer takes its certificates from annotations or from a store of the ' +
      'cloud, answer the question of this check: neither is read.',
    item: 'ingress',
    refs: [
      { framework: 'nsa-cisa', control: 'network-separation' },
      { framework: 'owasp-k8s-2025', control: 'K06' },
      { framework: 'mitre-attack', control: 'T1040' },
      { framework: 'guide', control: 'A7' },
    ],
    since: '0.1.0',
  },
  subject: 'Ingress',
  reads: READS,
  tables: TABLES,
  question: {
    question:
      'Does TLS end at a load balancer, a controller or a backend for every host of every Ingress of this cluster, also where spec.tls does not say so?',
    evidence: [
      'An annotation or listener of the load balancer names a certificate for each host of each Ingress.',
      'A request to http://HOST/ is refused or redirected to https.',
    ],
    validDays: 180,
  },
  evaluate(subject, { view, inputs }) {
    const ingress = subject.object;
    const hosts = servedHosts(ingress);
    if (hosts.length === 0) return notApplicable('It only answers ACME challenges.');
    const terminations = hosts.map((host) => terminationOf(ingress, host));
    const lacking = terminations.filter(({ entries }) => entries.length === 0).map(({ host }) => host);
    if (lacking.length === 0) {
      const doubts = doubtsOf(ingress, terminations);
      return doubts.length === 0 ? [] : pass(doubts, 'inferred');
    }
    const serving = servingOf(ingress, view);
    if (serving.isAlways === 'yes') return pass(serving.evidence, 'inferred');
    if (serving.isAlways === 'maybe') return unknown(serving.evidence);
    const shared = new Map(lacking.map((host) => [host, sharedTermination(ingress, host, view)]));
    const front = inFront(ingress, serving);
    const proposal = addEntry(subject, lacking, inputs as TlsInputs);
    const violations = lacking.map((host): Violation => {
      const also = shared.get(host);
      const evidence: readonly Evidence[] = [serving.evidence, ...front, ...(also === undefined ? [] : [also])];
      const key = host.toLowerCase();
      const value = [key, ...servedAt(ingress, host)];
      return { message: sentence(ingress, host), path: ['spec', 'tls'], key, value, evidence, proposal };
    });
    // No fail is direct: what may stand in front of the controller and end TLS is not visible.
    return fails(violations, false);
  },
  remediation: {
    title: 'Terminate TLS for the hosts that lack it',
    kind: 'patch',
    disruption: 'traffic',
    inputs: {
      secretName: {
        describe: 'Name of the TLS Secret, in the namespace of the Ingress, with a certificate for its hosts',
        check: checkSecretName,
        perSubject: true,
      },
    },
  },
});

function doubtsOf(ingress: Ingress, terminations: readonly Termination[]): readonly string[] {
  const byDefault = terminations.filter(({ entries }) => entries.every(({ secretName }) => !secretName));
  const names = nameSome(byDefault.map(({ host }) => nameOf(host)));
  return [
    ...(byDefault.length === 0
      ? []
      : [`For ${names} no Secret is named: the default certificate of the controller is used.`]),
    ...(hasOpenBackend(ingress)
      ? ['It has a default backend that no entry of spec.tls is for: controllers differ in which requests reach it.']
      : []),
  ];
}

function nameOf(host: string): string {
  return host === EVERY_HOST ? 'every host' : host;
}

function sentence(ingress: Ingress, host: string): string {
  const served = host === EVERY_HOST ? 'Requests for any host are' : `${host} is`;
  if (tlsEntries(ingress).length === 0) return `${served} served without TLS: spec.tls is empty.`;
  if (host === EVERY_HOST) return `${served} served without TLS: each entry of spec.tls is for named hosts.`;
  const above = wildcardAbove(ingress, host);
  const why = above === undefined ? 'no entry of spec.tls names it' : `${above} in spec.tls does not reach it`;
  return `${served} served without TLS: ${why}.`;
}
