import { defineTable } from '../plugin-api/index.ts';

export interface PlatformComponent {
  readonly name: string;
  /** Whole image repositories, with their registry: `quay.io/cilium/cilium`; `*` stands for any characters. */
  readonly images: readonly string[];
  /** Images that it brings and that others use as well: they count beside one of `images` only. */
  readonly companions: readonly string[];
  /** Names of the workloads that its makers ship privileged, or with the processes or folders of the node; `*` as above. */
  readonly privileged: readonly string[];
}

type Row = Partial<PlatformComponent> & Pick<PlatformComponent, 'name' | 'images'>;

function row({ name, images, companions = [], privileged = [] }: Row): PlatformComponent {
  return { name, images, companions, privileged };
}

const REDIS = ['docker.io/library/redis', 'public.ecr.aws/docker/library/redis', 'docker.io/library/haproxy'];
const PROXIES = ['quay.io/brancz/kube-rbac-proxy', 'gcr.io/kubebuilder/kube-rbac-proxy'];

/**
 * Images of the makers themselves, by their own registries: a name that anybody may give to a namespace, a label or a
 * copy in another registry is no evidence. Whoever mirrors them adds rows with the mirror's repositories.
 */
export const platformComponents = defineTable<PlatformComponent>({
  id: 'platform-components',
  describe:
    'Infrastructure that is recognised by its images: a namespace that runs nothing else belongs to the platform.',
  asOf: '2026-11-28',
  source: 'Installation manifests and Helm charts of each project',
  columns: {
    name: { describe: 'The project or product.' },
    images: { type: 'list', describe: 'Its image repositories with their registry; * stands for any characters.' },
    companions: {
      type: 'list',
      describe: 'Images that it brings and that others use as well.',
      default: [],
    },
    privileged: {
      type: 'list',
      describe:
        'Names of the workloads that it ships privileged, or with the processes or folders of the node; * as above.',
      default: [],
    },
  },
  rows: [
    // Network
    row({
      name: 'Cilium',
      images: ['quay.io/cilium/*'],
      privileged: ['cilium', 'cilium-envoy', 'tetragon'],
    }),
    row({
      name: 'Calico',
      images: ['quay.io/calico/*', 'docker.io/calico/*', 'quay.io/tigera/*'],
      privileged: ['calico-node', 'csi-node-driver'],
    }),
    row({ name: 'Flannel', images: ['ghcr.io/flannel-io/*', 'docker.io/flannel/*'] }),
    row({ name: 'Antrea', images: ['docker.io/antrea/*', 'ghcr.io/antrea-io/*'], privileged: ['antrea-agent'] }),
    row({ name: 'MetalLB', images: ['quay.io/metallb/*', 'quay.io/frrouting/frr'], companions: PROXIES }),
    row({ name: 'ExternalDNS', images: ['registry.k8s.io/external-dns/external-dns'] }),
    // Ingress and meshes
    row({ name: 'ingress-nginx', images: ['registry.k8s.io/ingress-nginx/*', 'registry.k8s.io/defaultbackend-*'] }),
    row({ name: 'Traefik', images: ['docker.io/library/traefik', 'docker.io/traefik/traefik'] }),
    row({ name: 'NGINX Gateway Fabric', images: ['ghcr.io/nginx/nginx-gateway-fabric*'] }),
    row({ name: 'NGINX Ingress Controller', images: ['docker.io/nginx/nginx-ingress'] }),
    row({ name: 'Contour', images: ['ghcr.io/projectcontour/*'], companions: ['docker.io/envoyproxy/envoy'] }),
    row({ name: 'Envoy Gateway', images: ['docker.io/envoyproxy/gateway'], companions: ['docker.io/envoyproxy/*'] }),
    row({
      name: 'Istio',
      images: ['docker.io/istio/*', 'gcr.io/istio-release/*', 'registry.istio.io/release/*'],
      privileged: ['istio-cni-node', 'ztunnel'],
    }),
    row({ name: 'Kiali', images: ['quay.io/kiali/*'] }),
    row({ name: 'Jaeger', images: ['docker.io/jaegertracing/*', 'cr.jaegertracing.io/jaegertracing/*'] }),
    row({ name: 'Linkerd', images: ['cr.l5d.io/linkerd/*', 'ghcr.io/linkerd/*', 'ghcr.io/buoyantio/*'] }),
    // Certificates, policies, GitOps
    row({ name: 'cert-manager', images: ['quay.io/jetstack/cert-manager-*', 'quay.io/jetstack/trust-manager'] }),
    row({
      name: 'Gatekeeper',
      images: ['docker.io/openpolicyagent/gatekeeper', 'docker.io/openpolicyagent/gatekeeper-crds'],
    }),
    row({ name: 'Kyverno', images: ['ghcr.io/kyverno/*', 'reg.kyverno.io/kyverno/*'] }),
    row({
      name: 'Argo CD',
      images: ['quay.io/argoproj/argocd'],
      companions: [...REDIS, 'ghcr.io/dexidp/dex', 'quay.io/argoprojlabs/*'],
    }),
    row({
      name: 'Argo Rollouts',
      images: ['quay.io/argoproj/argo-rollouts', 'quay.io/argoproj/kubectl-argo-rollouts'],
    }),
    row({ name: 'Flux', images: ['ghcr.io/fluxcd/*', 'docker.io/fluxcd/*', 'ghcr.io/controlplaneio-fluxcd/*'] }),
    row({ name: 'Crossplane', images: ['xpkg.crossplane.io/crossplane/*', 'docker.io/crossplane/crossplane'] }),
    // Storage and backup
    row({
      name: 'Longhorn',
      images: ['docker.io/longhornio/*'],
      privileged: ['longhorn-manager', 'longhorn-csi-plugin', 'engine-image-*', 'instance-manager-*'],
    }),
    row({
      name: 'Rook',
      images: ['docker.io/rook/ceph', 'quay.io/ceph/*', 'quay.io/cephcsi/*'],
      companions: ['registry.k8s.io/sig-storage/*', 'quay.io/csiaddons/*'],
      privileged: ['csi-rbdplugin', 'csi-cephfsplugin', 'rook-ceph-osd-*', 'rook-discover'],
    }),
    row({ name: 'Velero', images: ['docker.io/velero/*'], privileged: ['node-agent'] }),
    row({ name: 'Local Path Provisioner', images: ['docker.io/rancher/local-path-provisioner'] }),
    // Secrets
    row({
      name: 'External Secrets',
      images: ['ghcr.io/external-secrets/external-secrets', 'oci.external-secrets.io/external-secrets/*'],
    }),
    row({
      name: 'Sealed Secrets',
      images: ['docker.io/bitnami/sealed-secrets-controller', 'ghcr.io/bitnami-labs/sealed-secrets-*'],
    }),
    row({
      name: 'Secrets Store CSI driver',
      images: ['registry.k8s.io/csi-secrets-store/*'],
      companions: ['registry.k8s.io/sig-storage/*'],
      privileged: ['*secrets-store-csi-driver'],
    }),
    row({
      name: 'AWS provider of the Secrets Store CSI driver',
      images: ['public.ecr.aws/aws-secrets-manager/secrets-store-csi-driver-provider-aws'],
      privileged: ['*secrets-store-*provider-aws'],
    }),
    row({ name: 'Vault', images: ['docker.io/hashicorp/vault', 'docker.io/hashicorp/vault-*'] }),
    // Observation and runtime protection
    row({
      name: 'Prometheus',
      images: [
        'quay.io/prometheus/*',
        'quay.io/prometheus-operator/*',
        'registry.k8s.io/kube-state-metrics/kube-state-metrics',
        'registry.k8s.io/prometheus-adapter/*',
      ],
      companions: [
        'docker.io/grafana/*',
        'quay.io/kiwigrid/k8s-sidecar',
        'quay.io/thanos/thanos',
        'registry.k8s.io/ingress-nginx/kube-webhook-certgen',
        ...PROXIES,
      ],
      privileged: ['node-exporter', '*-node-exporter'],
    }),
    row({ name: 'x509-certificate-exporter', images: ['docker.io/enix/x509-certificate-exporter'] }),
    row({ name: 'OpenTelemetry Operator', images: ['ghcr.io/open-telemetry/*'], companions: PROXIES }),
    row({ name: 'Falco', images: ['docker.io/falcosecurity/*'], companions: REDIS, privileged: ['falco'] }),
    row({ name: 'Trivy Operator', images: ['ghcr.io/aquasecurity/trivy-operator', 'mirror.gcr.io/aquasec/trivy*'] }),
    // Nodes, scaling, databases
    row({ name: 'KEDA', images: ['ghcr.io/kedacore/*'] }),
    row({ name: 'Node Feature Discovery', images: ['registry.k8s.io/nfd/node-feature-discovery'] }),
    row({
      name: 'NVIDIA GPU Operator',
      images: ['nvcr.io/nvidia/*'],
      companions: ['registry.k8s.io/nfd/node-feature-discovery'],
      privileged: ['nvidia-*', 'gpu-feature-discovery'],
    }),
    row({ name: 'AWS Node Termination Handler', images: ['public.ecr.aws/aws-ec2/aws-node-termination-handler'] }),
    row({ name: 'Kured', images: ['ghcr.io/kubereboot/kured'], privileged: ['kured', '*-kured'] }),
    row({ name: 'Descheduler', images: ['registry.k8s.io/descheduler/descheduler'] }),
    row({ name: 'Elastic Cloud on Kubernetes', images: ['docker.elastic.co/eck/eck-operator*'] }),
    row({ name: 'RabbitMQ operators', images: ['docker.io/rabbitmqoperator/*'] }),
    row({ name: 'Strimzi', images: ['quay.io/strimzi/operator'] }),
    row({ name: 'CloudNativePG operator', images: ['ghcr.io/cloudnative-pg/cloudnative-pg'] }),
    // Kubernetes itself and its providers: their namespaces are `kube-*`
    row({
      name: 'Kubernetes',
      images: [
        'registry.k8s.io/kube-*',
        'registry.k8s.io/etcd',
        'registry.k8s.io/coredns/coredns',
        'registry.k8s.io/dns/*',
        'registry.k8s.io/metrics-server/metrics-server',
        'registry.k8s.io/autoscaling/*',
      ],
      privileged: ['kube-proxy', 'node-local-dns'],
    }),
    row({
      name: 'CSI drivers and sidecars of Kubernetes',
      images: ['registry.k8s.io/sig-storage/*', 'registry.k8s.io/provider-*', 'registry.k8s.io/cloud-provider-*'],
      privileged: ['csi-*', '*-csi-*'],
    }),
    row({
      name: 'Amazon EKS add-ons',
      // The account of Amazon that serves most regions.
      images: ['602401143452.dkr.ecr.*.amazonaws.com/*', 'public.ecr.aws/eks/*'],
      companions: ['public.ecr.aws/eks-distro/*'],
      privileged: ['aws-node', 'kube-proxy', 'ebs-csi-node', 'efs-csi-node'],
    }),
    row({
      name: 'Google Kubernetes Engine',
      images: ['gke.gcr.io/*', '*-artifactregistry.gcr.io/gke-release/*', 'gcr.io/gke-release/*'],
      privileged: ['kube-proxy-*', 'netd', 'anetd', 'pdcsi-node', 'fluentbit-gke'],
    }),
    row({
      name: 'Azure Kubernetes Service',
      images: ['mcr.microsoft.com/oss/*', 'mcr.microsoft.com/aks/*', 'mcr.microsoft.com/containernetworking/*'],
      privileged: ['kube-proxy', 'csi-azuredisk-node', 'csi-azurefile-node', 'cloud-node-manager', 'azure-cns'],
    }),
  ],
});
