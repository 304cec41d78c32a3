/** Interfaces for administrators that an Ingress publishes. */
import { defineCheck, may, must, network, tables } from 'kubectl-harden/plugin-api';
import { judge } from './judge.ts';

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'ingress/admin-ui',
    title: 'Interfaces for administrators are not published',
    severity: 'high',
    rationale:
      'A dashboard shows how the cluster is built, and often lets whoever reaches it change it. Several ask nobody for a login as they are shipped. Scanners look for their names and paths all day.',
    guidance:
      'Reach such interfaces by `kubectl port-forward`, by a VPN or by a proxy that asks the identity provider first. Where one has to be published, put authentication in front of it in the Ingress and restrict the networks it takes requests from.',
    item: 'ingress',
    refs: [
      { framework: 'nsa-cisa', control: 'network-separation' },
      { framework: 'owasp-k8s-2025', control: 'K06' },
      { framework: 'mitre-attack', control: 'T1133' },
      { framework: 'guide', control: 'A7' },
    ],
    since: '0.1.0',
  },
  subject: 'Ingress',
  reads: [must('Service'), must('Workload'), may.fact(network.selectedPods), may.all('IngressClass')],
  tables: [tables.adminInterfaces],
  question: {
    question: 'Does something in front of every interface for administrators ask for a login with a second factor?',
    evidence: [
      'A request without a login to each published host was refused or sent to the identity provider, with its date.',
    ],
    validDays: 90,
  },
  evaluate: ({ object }, { view }) =>
    judge(object, {
      serviceOf: (name) => view.get('Service', name).value,
      pods: view.derive(network.selectedPods).value,
      interfaces: view.table(tables.adminInterfaces),
      controller: view.get('IngressClass', object.spec?.ingressClassName ?? '').value?.spec?.controller,
    }),
  remediation: { title: 'Publish no interface for administrators', kind: 'guide', disruption: 'traffic' },
});
