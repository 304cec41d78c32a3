/** Interfaces from which clusters and what runs in them are run or watched. */
import { defineTable } from '../plugin-api/index.ts';

export interface AdminInterface {
  readonly name: string;
  /** Ends of its image repositories, in whole path segments. */
  readonly images: readonly string[];
  /** none: whoever reaches it is let in, as it is shipped. own: it asks for a login by itself. */
  readonly login: 'none' | 'own';
}

export const adminInterfaces = defineTable<AdminInterface>({
  id: 'admin-interfaces',
  describe: 'Interfaces for administrators, and whether they ask for a login by themselves.',
  asOf: '2026-11-28',
  source: 'Documentation and installation manifests of each project',
  columns: {
    name: { describe: 'The interface.' },
    images: { type: 'list', describe: 'Ends of its image repositories, in whole path segments.' },
    login: { describe: 'none: whoever reaches it is let in; own: it asks for a login.', choices: ['none', 'own'] },
  },
  rows: [
    { name: 'Kubernetes Dashboard', images: ['kubernetesui/dashboard', 'kubernetesui/dashboard-web'], login: 'own' },
    { name: 'Prometheus', images: ['prometheus/prometheus', 'prom/prometheus'], login: 'none' },
    { name: 'Alertmanager', images: ['prometheus/alertmanager', 'prom/alertmanager'], login: 'none' },
    {
      name: 'Jaeger',
      images: ['jaegertracing/all-in-one', 'jaegertracing/jaeger', 'jaegertracing/jaeger-query'],
      login: 'none',
    },
    { name: 'Hubble UI', images: ['cilium/hubble-ui'], login: 'none' },
    { name: 'Longhorn UI', images: ['longhornio/longhorn-ui'], login: 'none' },
    { name: 'Weave Scope', images: ['weaveworks/scope'], login: 'none' },
    { name: 'Redis Commander', images: ['rediscommander/redis-commander'], login: 'none' },
    { name: 'Grafana', images: ['grafana/grafana', 'grafana/grafana-enterprise'], login: 'own' },
    { name: 'Argo CD', images: ['argoproj/argocd'], login: 'own' },
    { name: 'Kibana', images: ['kibana/kibana', 'library/kibana'], login: 'own' },
    { name: 'Kiali', images: ['kiali/kiali'], login: 'own' },
    { name: 'Headlamp', images: ['headlamp-k8s/headlamp'], login: 'own' },
    { name: 'Adminer', images: ['library/adminer'], login: 'own' },
    { name: 'phpMyAdmin', images: ['library/phpmyadmin', 'phpmyadmin/phpmyadmin'], login: 'own' },
    { name: 'pgAdmin', images: ['dpage/pgadmin4'], login: 'own' },
  ],
});
