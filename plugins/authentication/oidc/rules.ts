/** Whether the API server knows anybody who vouches for people. */
import { controlPlane } from 'kubectl-harden/plugin-api';

const ISSUER = 'oidc-issuer-url';
const CONFIG = 'authentication-config';
const WEBHOOK = 'authentication-token-webhook-config-file';
const PROXY = 'requestheader-client-ca-file';

export const RULES: readonly controlPlane.FlagRule[] = [
  {
    component: 'kube-apiserver',
    key: 'identity provider',
    says: 'The API server knows no identity provider',
    flags: [ISSUER, CONFIG, WEBHOOK, PROXY],
    lack(flags) {
      if ([ISSUER, CONFIG, WEBHOOK].some((name) => controlPlane.isSet(flags, name))) return undefined;
      return `none of --${ISSUER}, --${CONFIG} and --${WEBHOOK} is set`;
    },
    // It may hold nothing but conditions for anonymous requests.
    doubt: (flags) =>
      controlPlane.isSet(flags, CONFIG) && ![ISSUER, WEBHOOK].some((name) => controlPlane.isSet(flags, name))
        ? `Whether ${flags.get(CONFIG)} names an issuer no API shows.`
        : undefined,
  },
];
