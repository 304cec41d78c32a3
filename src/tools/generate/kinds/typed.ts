/** What of the kinds is written by hand: which are typed, and what the types of the client do not say. */

/**
 * Models of the client, in the order in which kinds are listed everywhere. Of ConfigMap and Secret no value passes the
 * decoder but those that are known to be no credential.
 */
export const TYPED: readonly string[] = [
  'V1Namespace',
  'V1Node',
  'V1Pod',
  'V1ServiceAccount',
  'V1Service',
  'V1ReplicationController',
  'V1PodTemplate',
  'V1Deployment',
  'V1ReplicaSet',
  'V1StatefulSet',
  'V1DaemonSet',
  'V1Job',
  'V1CronJob',
  'V1NetworkPolicy',
  'V1Ingress',
  'V1Role',
  'V1RoleBinding',
  'V1ClusterRole',
  'V1ClusterRoleBinding',
  'V1ResourceQuota',
  'V1LimitRange',
  'V1PersistentVolume',
  'V1PersistentVolumeClaim',
  'V1EndpointSlice',
  'V1ValidatingWebhookConfiguration',
  'V1MutatingWebhookConfiguration',
  'V1ValidatingAdmissionPolicy',
  'V1ValidatingAdmissionPolicyBinding',
  'V1PodDisruptionBudget',
  'V2HorizontalPodAutoscaler',
  'V1StorageClass',
  'V1CSIDriver',
  'V1RuntimeClass',
  'V1PriorityClass',
  'V1IngressClass',
  'V1CertificateSigningRequest',
  'V1APIService',
  'V1CustomResourceDefinition',
  'CoreV1Event',
  'V1ConfigMap',
  'V1Secret',
];

/** Quantities, which the client calls strings: the API server takes numbers as well. */
export const QUANTITIES: Readonly<Record<string, readonly string[]>> = {
  V1ContainerStatus: ['allocatedResources'],
  V1EmptyDirVolumeSource: ['sizeLimit'],
  V1LimitRangeItem: ['default', 'defaultRequest', 'max', 'maxLimitRequestRatio', 'min'],
  V1NodeAllocatableResourceClaimStatus: ['resources'],
  V1NodeStatus: ['allocatable', 'capacity'],
  V1Overhead: ['podFixed'],
  V1PersistentVolumeClaimStatus: ['allocatedResources', 'capacity'],
  V1PersistentVolumeSpec: ['capacity'],
  V1PodSpec: ['overhead'],
  V1PodStatus: ['allocatedResources'],
  V1ResourceFieldSelector: ['divisor'],
  V1ResourceQuotaSpec: ['hard'],
  V1ResourceQuotaStatus: ['hard', 'used'],
  V1ResourceRequirements: ['limits', 'requests'],
  V1VolumeResourceRequirements: ['limits', 'requests'],
  V2HPAScalingRules: ['tolerance'],
  V2MetricTarget: ['averageValue', 'value'],
  V2MetricValueStatus: ['averageValue', 'value'],
};

/**
 * Members that may be absent although the types of the client demand them: the API server takes nothing for empty, or
 * what is judged does not depend on them (selectors of workloads).
 */
export const MAY_LACK: Readonly<Record<string, readonly string[]>> = {
  V1CSIDriver: ['spec'],
  V1CustomResourceDefinitionVersion: ['served', 'storage'],
  V1DaemonSetSpec: ['selector'],
  V1DeploymentSpec: ['selector'],
  V1HTTPHeader: ['value'],
  V1ISCSIPersistentVolumeSource: ['lun'],
  V1ISCSIVolumeSource: ['lun'],
  V1PreferredSchedulingTerm: ['preference'],
  V1ReplicaSetSpec: ['selector'],
  V1SleepAction: ['seconds'],
  V1StatefulSetSpec: ['selector'],
  V1Sysctl: ['value'],
};
