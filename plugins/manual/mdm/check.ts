import { defineManualCheck } from 'kubectl-harden/plugin-api';

export default defineManualCheck({
  mode: 'manual',
  meta: {
    id: 'manual/mdm',
    title: 'Devices of administrators are managed',
    severity: 'low',
    rationale:
      'A kubeconfig, a session of the cloud, a token in a browser: all of them live on a laptop. Stolen or infected, it is ' +
      'let in as its owner, and no setting of the cluster can tell the difference.',
    guidance:
      'Enrol every device from which the cluster is administered in a device management (Intune, Jamf, Google endpoint ' +
      'management or another). Let it demand disk encryption, a screen lock, current patches and malware protection. Let ' +
      'the identity provider refuse devices that do not comply when it issues tokens for the cluster. Erase lost devices ' +
      'from afar, and end their sessions.',
    item: 'people',
    refs: [
      { framework: 'nsa-cisa', control: 'authentication-and-authorization' },
      { framework: 'mitre-attack', control: 'T1078' },
      { framework: 'guide', control: 'AM' },
    ],
    since: '0.1.0',
  },
  scope: 'cluster',
  question:
    'Is every device from which people administer this cluster enrolled in a device management that enforces disk encryption, a screen lock and patches?',
  evidence: [
    'The report of the device management that lists the devices of the administrators as compliant, with its date.',
    'The rule of the identity provider that refuses devices that do not comply, for the application of this cluster.',
    'The list of people who administer the cluster, to compare with the owners of these devices.',
  ],
  validDays: 90,
});
