import { defineTable } from '../plugin-api/index.ts';

export type ToolRole =
  | 'alerts'
  | 'flows'
  | 'log-store'
  | 'logs'
  | 'metrics'
  | 'policy'
  | 'posture'
  | 'reboots'
  | 'secrets'
  | 'upgrades';

export interface ClusterTool {
  readonly name: string;
  readonly role: ToolRole;
  /** Ends of image repositories in whole segments: `kyverno/kyverno` fits `ghcr.io/kyverno/kyverno`. */
  readonly images: readonly string[];
}

const ROLES: readonly ToolRole[] = [
  'alerts',
  'flows',
  'log-store',
  'logs',
  'metrics',
  'policy',
  'posture',
  'reboots',
  'secrets',
  'upgrades',
];

function tool(role: ToolRole, name: string, ...images: readonly string[]): ClusterTool {
  return { role, name, images };
}

export const clusterTools = defineTable<ClusterTool>({
  id: 'cluster-tools',
  describe: 'Tools that run in clusters, and what each is for. They are recognised by their images.',
  asOf: '2026-11-28',
  source: 'Installation manifests and Helm charts of each project',
  columns: {
    name: { describe: 'The project or product.' },
    role: { describe: 'What it is for.', choices: ROLES },
    images: { type: 'list', describe: 'Ends of its image repositories, in whole path segments.' },
  },
  rows: [
    tool('metrics', 'Prometheus', 'prometheus/prometheus', 'prom/prometheus'),
    tool(
      'metrics',
      'VictoriaMetrics',
      'victoriametrics/vmagent',
      'victoriametrics/victoria-metrics',
      'victoriametrics/vmsingle',
    ),
    tool('metrics', 'Grafana Alloy', 'grafana/alloy'),
    tool('metrics', 'Grafana Mimir', 'grafana/mimir'),
    tool('metrics', 'Thanos', 'thanos/thanos', 'thanosio/thanos'),
    tool(
      'metrics',
      'OpenTelemetry Collector',
      'opentelemetry-collector-contrib',
      'opentelemetry-collector-k8s',
      'otel/opentelemetry-collector',
    ),
    tool('metrics', 'Datadog', 'datadoghq/agent', 'datadog/agent'),
    tool('metrics', 'New Relic', 'newrelic/nri-kubernetes', 'newrelic/newrelic-infra-bundle'),
    tool('metrics', 'Dynatrace', 'dynatrace/dynatrace-operator'),
    tool('metrics', 'Google Managed Prometheus', 'prometheus-engine/prometheus', 'prometheus-engine/operator'),
    tool(
      'metrics',
      'Azure Monitor',
      'azuremonitor/containerinsights/ciprod/prometheus-collector/images',
      'prometheus-collector/images',
    ),
    tool('metrics', 'CloudWatch agent', 'cloudwatch-agent/cloudwatch-agent', 'amazon/cloudwatch-agent'),
    tool('metrics', 'Elastic Agent', 'elastic-agent/elastic-agent', 'beats/metricbeat'),
    tool('alerts', 'Alertmanager', 'prometheus/alertmanager', 'prom/alertmanager'),
    tool('alerts', 'VictoriaMetrics vmalert', 'victoriametrics/vmalert'),
    tool('alerts', 'Grafana', 'grafana/grafana', 'grafana/grafana-enterprise'),
    tool(
      'logs',
      'Fluent Bit',
      'fluent/fluent-bit',
      'fluent-bit/fluent-bit',
      'aws-observability/aws-for-fluent-bit',
      'amazon/aws-for-fluent-bit',
      'gke-release/fluent-bit',
    ),
    tool('logs', 'Fluentd', 'fluent/fluentd-kubernetes-daemonset', 'fluent/fluentd', 'fluentd_elasticsearch/fluentd'),
    tool('logs', 'Vector', 'timberio/vector'),
    tool('logs', 'Promtail', 'grafana/promtail'),
    tool('logs', 'Grafana Alloy', 'grafana/alloy'),
    tool('logs', 'Filebeat', 'beats/filebeat', 'elastic/filebeat'),
    tool('logs', 'Elastic Agent', 'elastic-agent/elastic-agent', 'beats/elastic-agent'),
    tool('logs', 'Datadog', 'datadoghq/agent', 'datadog/agent'),
    tool(
      'logs',
      'OpenTelemetry Collector',
      'opentelemetry-collector-contrib',
      'opentelemetry-collector-k8s',
      'otel/opentelemetry-collector',
    ),
    tool('logs', 'Splunk', 'splunk/fluentd-hec', 'signalfx/splunk-otel-collector'),
    tool('logs', 'Azure Monitor', 'azuremonitor/containerinsights/ciprod'),
    tool('logs', 'CloudWatch agent', 'cloudwatch-agent/cloudwatch-agent', 'amazon/cloudwatch-agent'),
    tool('log-store', 'Elasticsearch', 'elasticsearch/elasticsearch', 'library/elasticsearch'),
    tool('log-store', 'OpenSearch', 'opensearchproject/opensearch'),
    tool('log-store', 'Loki', 'grafana/loki'),
    tool('flows', 'Hubble', 'cilium/hubble-relay', 'isovalent/hubble-relay'),
    tool('flows', 'Calico Goldmane', 'calico/goldmane', 'tigera/goldmane'),
    tool('flows', 'Kiali', 'kiali/kiali'),
    tool('flows', 'Linkerd Viz', 'linkerd/metrics-api'),
    tool('flows', 'NetObserv', 'netobserv/netobserv-ebpf-agent'),
    tool('flows', 'Retina', 'retina/retina-agent'),
    tool('flows', 'Antrea Flow Aggregator', 'antrea/flow-aggregator'),
    tool('secrets', 'External Secrets', 'external-secrets/external-secrets'),
    tool(
      'secrets',
      'Sealed Secrets',
      'bitnami/sealed-secrets-controller',
      'bitnami-labs/sealed-secrets-controller',
      'sealed-secrets/sealed-secrets-controller',
    ),
    tool('secrets', 'Vault agent injector', 'hashicorp/vault-k8s'),
    tool('secrets', 'Vault Secrets Operator', 'hashicorp/vault-secrets-operator'),
    tool('secrets', 'Secrets Store CSI Driver', 'csi-secrets-store/driver'),
    tool('policy', 'Kyverno', 'kyverno/kyverno'),
    tool(
      'policy',
      'Gatekeeper',
      'openpolicyagent/gatekeeper',
      'oss/v2/open-policy-agent/gatekeeper',
      'oss/open-policy-agent/gatekeeper',
    ),
    tool('policy', 'Kubewarden', 'kubewarden/policy-server'),
    tool('reboots', 'Kured', 'kubereboot/kured', 'weaveworks/kured'),
    tool(
      'reboots',
      'Flatcar update operator',
      'kinvolk/flatcar-linux-update-operator',
      'flatcar/flatcar-linux-update-operator',
    ),
    tool(
      'reboots',
      'Bottlerocket update operator',
      'bottlerocket/bottlerocket-update-operator',
      'bottlerocket-update-operator',
    ),
    tool('reboots', 'System Upgrade Controller', 'rancher/system-upgrade-controller'),
    tool('reboots', 'Karpenter', 'karpenter/controller', 'karpenter/karpenter'),
    tool('reboots', 'Node Maintenance of OpenShift', 'machine-config-operator'),
    tool('posture', 'Trivy Operator', 'aquasecurity/trivy-operator', 'aquasec/trivy-operator'),
    tool('posture', 'Kubescape', 'kubescape/operator', 'kubescape/kubescape'),
    tool('posture', 'kube-bench', 'aquasec/kube-bench', 'aquasecurity/kube-bench'),
    tool('posture', 'Popeye', 'derailed/popeye'),
    tool('posture', 'Polaris', 'fairwinds/polaris'),
    tool('posture', 'Starboard', 'aquasec/starboard-operator', 'aquasecurity/starboard-operator'),
  ],
});
