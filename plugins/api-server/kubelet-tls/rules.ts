/** What the API server shows kubelets, and what it wants to see of them. */
import { controlPlane } from 'kubectl-harden/plugin-api';

const CLIENT = ['kubelet-client-certificate', 'kubelet-client-key'] as const;
const AUTHORITY = 'kubelet-certificate-authority';

export const RULES: readonly controlPlane.FlagRule[] = [
  {
    component: 'kube-apiserver',
    key: 'client certificate',
    says: 'The API server shows kubelets no certificate',
    flags: CLIENT,
    lack: (flags) => controlPlane.notSet(flags, CLIENT),
  },
  {
    component: 'kube-apiserver',
    key: 'authority',
    says: 'Certificates of kubelets are not verified',
    flags: [AUTHORITY],
    lack: (flags) => controlPlane.notSet(flags, [AUTHORITY]),
  },
];
