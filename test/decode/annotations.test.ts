import { expect, test } from 'vitest';
import { keptAnnotations } from '../../src/decode/annotations.ts';

test('words of a closed set are kept, and of anything else only that it is there', () => {
  const given = {
    'alb.ingress.kubernetes.io/auth-type': 'none',
    'nginx.ingress.kubernetes.io/auth-type': 'a credential',
    'nginx.ingress.kubernetes.io/auth-url': 'https://user:password@login.example.com',
    'service.beta.kubernetes.io/load-balancer-source-ranges': '198.51.100.0/24,fd00::/8',
    'service.beta.kubernetes.io/azure-allowed-ip-ranges': 'password',
    'haproxy.org/backend-config-snippet': 'http-request set-header token canary',
  };
  expect(keptAnnotations(given)).toEqual({
    ...Object.fromEntries(Object.keys(given).map((key) => [key, ''])),
    'alb.ingress.kubernetes.io/auth-type': 'none',
    'service.beta.kubernetes.io/load-balancer-source-ranges': '198.51.100.0/24,fd00::/8',
  });
});

test('keys that every object has are nothing to look at', () => {
  expect(keptAnnotations(JSON.parse('{"constructor": "a", "toString": "b", "__proto__": "c"}'))).toBeUndefined();
});
