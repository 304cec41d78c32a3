/** Listeners of Gateways that take requests without TLS. */
import { defineCheck, inferred, may, unknown } from 'kubectl-harden/plugin-api';
import { examples } from './examples.ts';
import { type Gateway, gatewayKey, onlyRedirects, plainListeners, ROUTES, type Route } from './listeners.ts';

const GATEWAYS = 'gateways.gateway.networking.k8s.io';

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'ingress/gateway-tls',
    title: 'Gateways terminate TLS on every listener',
    severity: 'medium',
    rationale:
      'What is sent without TLS can be read and changed by everybody on the way. A listener for HTTP beside one for HTTPS serves the same routes in clear, unless its routes do nothing but redirect.',
    guidance:
      'Give each listener `protocol: HTTPS` and a certificate, and keep one listener for HTTP whose only route redirects to https: bind other routes to the listener for HTTPS by `sectionName`. `explain ingress/gateway-tls --example` prints all of it.',
    item: 'ingress',
    refs: [
      { framework: 'nsa-cisa', control: 'network-separation' },
      { framework: 'owasp-k8s-2025', control: 'K06' },
      { framework: 'mitre-attack', control: 'T1040' },
      { framework: 'guide', control: 'A7' },
    ],
    since: '0.1.0',
  },
  examples,
  subject: GATEWAYS,
  reads: [may(GATEWAYS, { keep: ['spec.listeners'] }), may.fact(ROUTES[0]), may.fact(ROUTES[1])],
  question: {
    question: 'Does something in front of the Gateways of this cluster end TLS for every listener for HTTP?',
    evidence: ['A request to http://HOST/ was refused or redirected to https, for each host, with its date.'],
    validDays: 180,
  },
  evaluate({ object }, { view }) {
    const gateway = (view.get(GATEWAYS, object.metadata.name).value ?? object) as Gateway;
    const plain = plainListeners(gateway);
    if (plain.length === 0) return [];
    const seen = ROUTES.map((each) => view.derive(each));
    const unread = seen.find(({ isRead, coverage }) => !isRead && coverage.state !== 'absent');
    if (unread !== undefined)
      return unknown(`Whether its routes only redirect: ${unread.coverage.reason ?? 'they were not read'}.`);
    const routes = seen.flatMap(({ value }) => value.at(gatewayKey(gateway)) as readonly Route[]);
    const open = plain.filter((listener) => !onlyRedirects(gateway, listener, routes));
    if (open.length === 0) return [];
    return inferred(
      open.map(({ name, port, hostname }) => ({
        message: `Listener ${name} takes requests on port ${port}${hostname === undefined ? '' : ` for ${hostname}`} without TLS.`,
        path: ['spec', 'listeners', { key: 'name', is: name }, 'protocol'],
      })),
    );
  },
  remediation: { title: 'Terminate TLS, and redirect what comes without', kind: 'guide', disruption: 'traffic' },
});
