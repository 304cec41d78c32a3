/** The sections of the two practice guides. */
import type { Guide } from './names.ts';

export interface GuideSection {
  /** As items and checks refer to it: `A4`, `BC`. */
  readonly id: string;
  readonly title: string;
}

export const SECTIONS: readonly GuideSection[] = [
  { id: 'A1', title: 'RBAC with least privilege, looked through regularly' },
  { id: 'A2', title: 'The API server: TLS, authentication, authorization, not public' },
  { id: 'A3', title: 'Network policies' },
  { id: 'A4', title: 'Pod security' },
  { id: 'A5', title: 'Updates of Kubernetes, nodes and add-ons' },
  { id: 'A6', title: 'Images: scanned and signed' },
  { id: 'A7', title: 'Ingress: TLS, routes, source ranges' },
  { id: 'A8', title: 'Audit logs, monitoring and runtime detection' },
  { id: 'A9', title: 'Secrets: encrypted, managed, rotated' },
  { id: 'A10', title: 'etcd: encryption, TLS, network, backups' },
  { id: 'AM', title: 'Devices of administrators' },
  { id: 'B1', title: 'Attack surface of control plane and nodes' },
  { id: 'B2', title: 'Users and their rights' },
  { id: 'B3', title: 'Pod security and workloads' },
  { id: 'B4', title: 'Network policies and service mesh' },
  { id: 'B5', title: 'Secrets and workload identity' },
  { id: 'B6', title: 'Supply chain: scanning, signing, admission' },
  { id: 'B7', title: 'Runtime detection and alerts' },
  { id: 'B8', title: 'Base images and registries' },
  { id: 'BC', title: 'The closing checklist' },
];

export function sectionsOf(guide: Guide): readonly GuideSection[] {
  return SECTIONS.filter(({ id }) => id.startsWith(guide));
}
