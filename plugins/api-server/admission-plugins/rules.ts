/** Which admission plugins are on: what is enabled, and the default ones that are not disabled. */
import { controlPlane } from 'kubectl-harden/plugin-api';

const ENABLED = 'enable-admission-plugins';
const DISABLED = 'disable-admission-plugins';
/** Before 1.10 the whole list. */
const LIST = 'admission-control';
const LOOKED_AT = [ENABLED, DISABLED, LIST];

/** On by default; what each of them keeps up. */
const DEFAULT: Readonly<Record<string, string>> = {
  ServiceAccount: 'Pods get any service account, or none',
  NamespaceLifecycle: 'Objects are made in namespaces that are going away',
  CertificateApproval: 'Who may approve a certificate is not asked',
  CertificateSigning: 'Who may sign a certificate is not asked',
  CertificateSubjectRestriction: 'Certificates for system:masters are signed',
  MutatingAdmissionWebhook: 'No webhook changes what is written',
  PodSecurity: 'Levels of the Pod Security Standards are not enforced',
  ValidatingAdmissionPolicy: 'Policies of admission are not enforced',
  ValidatingAdmissionWebhook: 'No webhook refuses what is written',
};

function enabled(flags: controlPlane.Flags): readonly string[] {
  return [...controlPlane.listOf(flags, ENABLED), ...controlPlane.listOf(flags, LIST)];
}

const API_SERVER = { component: 'kube-apiserver', flags: LOOKED_AT } as const;

export const RULES: readonly controlPlane.FlagRule[] = [
  {
    ...API_SERVER,
    key: 'NodeRestriction',
    says: 'A kubelet may change other nodes and their pods',
    lack(flags) {
      if (controlPlane.listOf(flags, DISABLED).includes('NodeRestriction'))
        return `--${DISABLED} names NodeRestriction`;
      if (enabled(flags).includes('NodeRestriction')) return undefined;
      return `--${ENABLED} does not name NodeRestriction`;
    },
  },
  {
    ...API_SERVER,
    key: 'AlwaysAdmit',
    says: 'Every object is admitted',
    lack: (flags) => (enabled(flags).includes('AlwaysAdmit') ? `--${ENABLED} names AlwaysAdmit` : undefined),
  },
  ...Object.entries(DEFAULT).map(
    ([plugin, says]): controlPlane.FlagRule => ({
      ...API_SERVER,
      key: plugin,
      says,
      lack: (flags) =>
        controlPlane.listOf(flags, DISABLED).includes(plugin) ? `--${DISABLED} names ${plugin}` : undefined,
    }),
  ),
];
