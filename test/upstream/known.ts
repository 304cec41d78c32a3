/** What was reviewed and is left out on purpose: each line is a decision. */

export interface Known {
  /** `plural.group` */
  readonly unreadKinds: ReadonlySet<string>;
  /** `Structure.member` */
  readonly unknownFields: ReadonlySet<string>;
  readonly reviewedGates: ReadonlySet<string>;
}

/** Values that may be credentials are never read; the others say nothing about how a cluster is hardened. */
const UNREAD_KINDS: Readonly<Record<string, readonly string[]>> = {
  '': ['bindings', 'componentstatuses', 'configmaps', 'endpoints', 'secrets'],
  'admissionregistration.k8s.io': ['mutatingadmissionpolicies', 'mutatingadmissionpolicybindings'],
  apps: ['controllerrevisions'],
  'authentication.k8s.io': ['selfsubjectreviews', 'tokenreviews'],
  'authorization.k8s.io': [
    'localsubjectaccessreviews',
    'selfsubjectaccessreviews',
    'selfsubjectrulesreviews',
    'subjectaccessreviews',
  ],
  'certificates.k8s.io': ['clustertrustbundles', 'podcertificaterequests'],
  'coordination.k8s.io': ['leases'],
  'events.k8s.io': ['events'],
  'flowcontrol.apiserver.k8s.io': ['flowschemas', 'prioritylevelconfigurations'],
  'networking.k8s.io': ['ipaddresses', 'servicecidrs'],
  'resource.k8s.io': [
    'deviceclasses',
    'devicetaintrules',
    'resourceclaims',
    'resourceclaimtemplates',
    'resourceslices',
  ],
  'storage.k8s.io': ['csinodes', 'csistoragecapacities', 'volumeattachments', 'volumeattributesclasses'],
  'storagemigration.k8s.io': ['storageversionmigrations'],
};

/** Members of 1.37 that the types of the client, which are of 1.36, do not have: no check asks for them. */
const UNKNOWN_FIELDS: readonly string[] = [
  'ClusterTrustBundleProjection.user',
  'ConfigMapVolumeSource.defaultUser',
  'DownwardAPIVolumeFile.user',
  'DownwardAPIVolumeSource.defaultUser',
  'EmptyDirVolumeSource.mode',
  'GRPCAction.mode',
  'HTTPGetAction.protocol',
  'HorizontalPodAutoscalerCondition.observedGeneration',
  'JobSpec.scheduling',
  'KeyToPath.user',
  'NodeAllocatableResourceClaimStatus.mapping',
  'NodeAllocatableResourceClaimStatus.overhead',
  'NodeSpec.podPreemptionPolicy',
  'NodeSystemInfo.runningInUserNamespace',
  'PersistentVolumeClaimStatus.healthStatus',
  'PodCertificateProjection.user',
  'PodSpec.evictionResponders',
  'PodStatus.volumeHealth',
  'ProjectedVolumeSource.defaultUser',
  'SecretVolumeSource.defaultUser',
  'ServiceAccountTokenProjection.user',
  'VolumeMount.bindMountOptions',
];

/** What each changes of a verdict, as of 1.37. */
const REVIEWED_GATES: Readonly<Record<string, readonly string[]>> = {
  'a check or an engine knows it': [
    'AuthorizePodWebsocketUpgradeCreatePermission',
    'ConstrainedImpersonation',
    'KubeletFineGrainedAuthz',
    'ManifestBasedAdmissionControlConfig',
    'ProcMountType',
    'UserNamespacesSupport',
  ],
  'no check speaks of it yet': [
    'AnonymousAuthConfigurableEndpoints',
    'AuthorizeNodeWithSelectors',
    'AuthorizeWithSelectors',
    'ClusterTrustBundle',
    'ClusterTrustBundleProjection',
    'KubeletEnsureSecretPulledImages',
    'KubeletServiceAccountTokenForCredentialProviders',
    'MutatingAdmissionPolicy',
    'PodCertificateRequest',
    'SELinuxChangePolicy',
    'SELinuxMount',
    'SELinuxMountReadWriteOncePod',
    'SupplementalGroupsPolicy',
  ],
  'it changes none': [
    'AllowParsingUserUIDFromCertAuth',
    'CSIServiceAccountTokenSecrets',
    'DRAResourceClaimGranularStatusAuthorization',
    'ExcludeAdmissionWebhookVirtualResources',
    'ExternalServiceAccountTokenSigner',
    'KubeletInUserNamespace',
    'PodTopologyLabelsAdmission',
    'ReloadKubeletServerCertificateFile',
    'RotateKubeletServerCertificate',
    'ServiceAccountTokenJTI',
    'ServiceAccountTokenNodeBinding',
    'ServiceAccountTokenNodeBindingValidation',
    'ServiceAccountTokenPodNodeInfo',
    'StructuredAuthenticationConfiguration',
    'StructuredAuthenticationConfigurationEgressSelector',
    'StructuredAuthenticationConfigurationJWKSMetrics',
    'TokenRequestServiceAccountUIDValidation',
  ],
};

export const KNOWN: Known = {
  unreadKinds: new Set(
    Object.entries(UNREAD_KINDS).flatMap(([group, names]) => names.map((name) => `${name}.${group}`)),
  ),
  unknownFields: new Set(UNKNOWN_FIELDS),
  reviewedGates: new Set(Object.values(REVIEWED_GATES).flat()),
};
