/** The operators behind the databases and queues of teams. */
import type { Component } from './component.ts';

export const OPERATORS: readonly Component[] = [
  {
    name: 'cnpg-controller-manager',
    image: 'ghcr.io/cloudnative-pg/cloudnative-pg:1.27.1',
    port: 9443,
    rights: [
      'get,list,watch,create,update,patch,delete: pods,persistentvolumeclaims,secrets,services,configmaps,serviceaccounts',
      'create: pods/exec',
      'get,list,watch,create,update,patch: roles.rbac.authorization.k8s.io,rolebindings.rbac.authorization.k8s.io',
      'get,list,watch,update,patch: clusters.postgresql.cnpg.io',
    ],
  },
  {
    name: 'elastic-operator',
    image: 'docker.elastic.co/eck/eck-operator:3.2.0',
    kind: 'StatefulSet',
    rights: [
      'get,list,watch,create,update,patch,delete: pods,secrets,services,configmaps,persistentvolumeclaims',
      'get,list,watch,create,update,patch,delete: statefulsets.apps,deployments.apps',
      'get,list,watch,update: elasticsearches.elasticsearch.k8s.elastic.co',
    ],
  },
  {
    name: 'rabbitmq-cluster-operator',
    image: 'docker.io/rabbitmqoperator/cluster-operator:2.17.0',
    replicas: 1,
    rights: [
      'get,list,watch,create,update: secrets,services,configmaps,serviceaccounts',
      'create: pods/exec',
      'get,list,watch,create,update,delete: statefulsets.apps',
      'get,list,watch,create,update: roles.rbac.authorization.k8s.io,rolebindings.rbac.authorization.k8s.io',
      'get,list,watch,update: rabbitmqclusters.rabbitmq.com',
    ],
  },
  {
    name: 'messaging-topology-operator',
    image: 'docker.io/rabbitmqoperator/messaging-topology-operator:1.18.1',
    port: 9443,
    replicas: 1,
    rights: [
      'get,list,watch: secrets,services',
      'get,list,watch,update,patch: queues.rabbitmq.com',
      'create,patch: events',
    ],
  },
  {
    name: 'strimzi-cluster-operator',
    image: 'quay.io/strimzi/operator:0.49.0',
    replicas: 1,
    rights: [
      'get,list,watch,create,update,patch,delete: pods,secrets,services,configmaps,serviceaccounts',
      'get,list,watch,create,delete,patch,update: rolebindings.rbac.authorization.k8s.io,clusterrolebindings.rbac.authorization.k8s.io',
      'get: nodes',
    ],
  },
];
