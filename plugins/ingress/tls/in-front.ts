/** What is known of TLS that ends before the controller, or behind it. */
import type { Evidence } from 'kubectl-harden/plugin-api';
import type { Serving } from './elsewhere.ts';
import type { Ingress } from './hosts.ts';

const OFFLOADED = 'http is redirected to https without spec.tls, as where TLS ends at a load balancer in front';
const PASSED_ON = 'TLS is passed on to the backend, which ends it';

/** What each says when it is "true". Keys that may be looked at stand in `src/decode/annotations.ts`. */
const MEANINGS: Readonly<Record<string, string>> = {
  'nginx.ingress.kubernetes.io/force-ssl-redirect': OFFLOADED,
  'nginx.org/redirect-to-https': OFFLOADED,
  'nginx.ingress.kubernetes.io/ssl-passthrough': PASSED_ON,
  'haproxy.org/ssl-passthrough': PASSED_ON,
  'haproxy-ingress.github.io/ssl-passthrough': PASSED_ON,
};

/** Why TLS may still be terminated. A controller with other places for certificates is reason enough. */
export function inFront({ metadata }: Ingress, { isBySpec }: Serving): readonly Evidence[] {
  const told = Object.entries(MEANINGS)
    .filter(([key]) => metadata.annotations?.[key] === 'true')
    .map(([key, meaning]) => ({ text: `Annotation ${key} is "true": ${meaning}.` }));
  if (told.length > 0 || !isBySpec) return told;
  return [{ text: 'Whether TLS ends at a load balancer in front of the controller is not visible.' }];
}
