/** Certificates of kubelets, and the TLS that they speak. */
import { controlPlane } from 'kubectl-harden/plugin-api';
import type { KubeletRule } from '../settings.ts';

export const RULES: readonly KubeletRule[] = [
  {
    key: 'rotateCertificates',
    lack: ({ rotateCertificates }) =>
      rotateCertificates === true
        ? undefined
        : 'does not renew its certificate for the API server: rotateCertificates is not true',
  },
  {
    key: 'serving',
    lack: ({ serverTLSBootstrap, tlsCertFile = '' }) =>
      serverTLSBootstrap === true || isAnotherFile(tlsCertFile)
        ? undefined
        : 'signs its serving certificate itself: neither serverTLSBootstrap nor tlsCertFile is set',
    severity: 'low',
    severityReason: 'It counts where the API server verifies kubelets.',
  },
  {
    key: 'tls',
    lack({ tlsMinVersion, tlsCipherSuites = [] }) {
      const weak = controlPlane.weakCiphers(Array.isArray(tlsCipherSuites) ? tlsCipherSuites.map(String) : []);
      if (weak.length > 0) return `takes weak ciphers: tlsCipherSuites names ${weak.join(', ')}`;
      return /^VersionTLS1[01]$/.test(String(tlsMinVersion))
        ? `takes old TLS: tlsMinVersion is ${String(tlsMinVersion)}`
        : undefined;
    },
  },
];

/** The kubelet writes the one that it signs itself under this name, and tells it in its configuration. */
function isAnotherFile(file: unknown): boolean {
  return typeof file === 'string' && file !== '' && !file.endsWith('/pki/kubelet.crt');
}
