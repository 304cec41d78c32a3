/** Requirements of the other frameworks. */
import { type Control, controls } from './control.ts';

export const NSA = controls([
  ['pod-security', 'Pods are built and admitted with few privileges'],
  ['non-root', 'Containers run as another user than root'],
  ['immutable-file-systems', 'Containers do not write to their image'],
  ['network-separation', 'Networks of pods, control plane and etcd are kept apart'],
  ['authentication-and-authorization', 'Everybody is known and has few rights'],
  ['audit-logging-and-threat-detection', 'What is done is recorded, watched and alerted on'],
  ['upgrading-and-application-security', 'Versions are supported and patched'],
]);

export const OWASP = controls([
  ['K01', 'Workloads are configured insecurely'],
  ['K02', 'Rights are too broad'],
  ['K03', 'Secrets are handled badly'],
  ['K04', 'Policies are not enforced in the whole cluster'],
  ['K05', 'The network is not segmented'],
  ['K06', 'Components are exposed too widely'],
  ['K07', 'Components are misconfigured or vulnerable'],
  ['K08', 'A way leads from the cluster to the cloud'],
  ['K09', 'Authentication is broken'],
  ['K10', 'Logs and watching are missing'],
]);

/** Each with its level: what restricted adds to baseline. */
export const PSS_BASELINE = controls([
  ['baseline', 'The level baseline as a whole'],
  ['windowsHostProcess', 'Windows HostProcess'],
  ['hostNamespaces', 'Namespaces of the host'],
  ['privileged', 'Privileged containers'],
  ['capabilities_baseline', 'Capabilities beyond those of the runtime'],
  ['hostPathVolumes', 'Folders of the host'],
  ['hostPorts', 'Ports of the host'],
  ['hostProbesAndHostLifecycle', 'Probes and hooks that name a host'],
  ['appArmorProfile', 'AppArmor profiles'],
  ['seLinuxOptions', 'SELinux options'],
  ['procMount', 'Masked paths of /proc'],
  ['seccompProfile_baseline', 'Unconfined seccomp'],
  ['sysctls', 'Settings of the kernel'],
]);
export const PSS_RESTRICTED = controls([
  ['restricted', 'The level restricted as a whole'],
  ['restrictedVolumes', 'Kinds of volumes'],
  ['allowPrivilegeEscalation', 'Privilege escalation'],
  ['runAsNonRoot', 'A user that is not root'],
  ['runAsUser', 'The user 0'],
  ['seccompProfile_restricted', 'A seccomp profile'],
  ['capabilities_restricted', 'All capabilities dropped'],
  ['procMount_restricted', 'Masked paths of /proc with user namespaces'],
]);

/** The techniques of the container matrix that the checks speak of, and those that nobody sees in an API. */
export const ATTACK: readonly Control[] = [
  ...controls([
    ['T1046', 'Services of the network are searched'],
    ['T1053', 'Jobs are scheduled'],
    ['T1059', 'Commands and scripts are run'],
    ['T1068', 'A flaw gives more rights'],
    ['T1069', 'Groups and their rights are searched'],
    ['T1078', 'Valid accounts are used'],
    ['T1098', 'Accounts are given more rights'],
    ['T1133', 'Remote services let in from outside'],
    ['T1136', 'Accounts are created'],
    ['T1190', 'An exposed application is exploited'],
    ['T1204', 'Somebody runs a malicious image'],
    ['T1485', 'Data is destroyed'],
    ['T1490', 'Recovery is made impossible'],
    ['T1496', 'Resources are hijacked'],
    ['T1498', 'The network is flooded'],
    ['T1499', 'A service is exhausted'],
    ['T1525', 'An image of the organisation is implanted'],
    ['T1528', 'Access tokens of applications are stolen'],
    ['T1543', 'Processes of the system are created or changed'],
    ['T1550', 'Stolen credentials are used elsewhere'],
    ['T1552', 'Credentials lie unprotected'],
    ['T1557', 'Traffic is read and changed on its way'],
    ['T1562', 'Defences are impaired'],
    ['T1609', 'Commands are run through the administration of containers'],
    ['T1610', 'A container is deployed'],
    ['T1611', 'A container is left for its host'],
    ['T1613', 'Containers and resources are searched'],
  ]),
  ...controls(
    [
      ['T1036', 'Names are made to look familiar'],
      ['T1070', 'Traces are removed'],
      ['T1110', 'Passwords are guessed'],
      ['T1612', 'An image is built on the host'],
    ],
    'It is behaviour: an agent on the node or an audit log shows it, no state of the cluster does.',
  ),
];
