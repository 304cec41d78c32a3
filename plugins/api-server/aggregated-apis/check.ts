import { defineCheck, type KindMap, notApplicable, type Proposal, pass, plan, refOf } from 'kubectl-harden/plugin-api';
import { EXAMPLES } from './examples.ts';

function checkBase64(value: string): string | undefined {
  return /^[A-Za-z0-9+/]+={0,2}$/.test(value) ? undefined : 'must be base64';
}

/** The API ends to answer where the certificate has another authority, or another name than that of the Service. */
function verified(service: KindMap['APIService'], caBundle: string): Proposal {
  return {
    readiness: 'review',
    reason: 'Whether the certificate that is served is of this authority was not tried.',
    changes: [
      {
        op: 'edit',
        target: refOf(service),
        edits: [
          { op: 'set', path: ['spec', 'caBundle'], value: caBundle },
          { op: 'unset', path: ['spec', 'insecureSkipTLSVerify'] },
        ],
      },
    ],
    caveats: ['The API stops answering where its certificate is of another authority, or not for NAME.NAMESPACE.svc.'],
  };
}

export default defineCheck({
  mode: 'automated',
  examples: EXAMPLES,
  meta: {
    id: 'api-server/aggregated-apis',
    title: 'Aggregated APIs are verified by TLS',
    severity: 'medium',
    rationale:
      'The API server hands requests for an aggregated API on, with the name of who asked. Where it does not ' +
      'verify the certificate, whatever answers at the address of the Service is believed, and sees what people ' +
      'send.',
    guidance:
      'Give the extension server a certificate of an authority that you keep (cert-manager with its CA injector ' +
      'writes the `caBundle`), and take `insecureSkipTLSVerify` out. For metrics-server the chart has `tls.type: ' +
      'cert-manager`; most charts have such a value.',
    item: 'api-server',
    refs: [
      { framework: 'nsa-cisa', control: 'authentication-and-authorization' },
      { framework: 'owasp-k8s-2025', control: 'K07' },
      { framework: 'mitre-attack', control: 'T1557' },
      { framework: 'guide', control: 'A2' },
    ],
    since: '0.1.0',
  },
  subject: 'APIService',
  evaluate({ object: service }, { inputs }) {
    const { spec } = service;
    if (spec?.service == null) return notApplicable('The API server serves it itself.');
    if (spec.insecureSkipTLSVerify !== true) return pass('Its certificate is verified.');
    const { caBundle } = inputs as { readonly caBundle?: string };
    const { namespace = '', name = '' } = spec.service;
    return [
      {
        message: `Requests for ${service.metadata.name} go to Service ${namespace}/${name} without verifying its certificate.`,
        path: ['spec', 'insecureSkipTLSVerify'],
        value: true,
        proposal:
          caBundle === undefined
            ? plan('The authority that has signed the certificate of the extension server is needed.', {
                needs: ['caBundle'],
              })
            : verified(service, caBundle),
      },
    ];
  },
  remediation: {
    title: 'Verify the certificate of the extension server',
    kind: 'patch',
    disruption: 'traffic',
    inputs: {
      caBundle: {
        describe: 'Certificate of the authority that has signed that of the extension server: PEM in base64.',
        perSubject: true,
        check: checkBase64,
      },
    },
  },
});
