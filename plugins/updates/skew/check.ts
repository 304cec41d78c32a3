/** Versions of kubelets and kube-proxies against that of the API server. */
import {
  count,
  defineCheck,
  fails,
  installed,
  type KindMap,
  may,
  must,
  nameSome,
  pass,
  plan,
  refOf,
  unknown,
  type Version,
  type Violation,
  versionOf,
} from 'kubectl-harden/plugin-api';

/** A kubelet may be so many minor releases older than the API server, and never newer; before 1.28 one less. */
const MOST_OLDER = 3;
const THREE_FROM = 28;

function wrong(version: Version, server: Version): string | undefined {
  const older = server[1] - version[1];
  if (older < 0) return `newer than the API server (1.${server[1]})`;
  return older > (server[1] < THREE_FROM ? MOST_OLDER - 1 : MOST_OLDER)
    ? `${older} minor releases older than the API server (1.${server[1]})`
    : undefined;
}

function ofNodes(nodes: readonly KindMap['Node'][], server: Version): readonly Violation[] {
  const byVersion = Map.groupBy(nodes, ({ status }) => status?.nodeInfo?.kubeletVersion ?? '');
  return [...byVersion].sort().flatMap(([text, group]): readonly Violation[] => {
    const version = versionOf(text);
    const reason = version === undefined ? undefined : wrong(version, server);
    if (reason === undefined) return [];
    const names = group.map(({ metadata }) => metadata.name).sort();
    return [
      {
        message: `The kubelets of ${count(names, 'node')} run ${text}, ${reason}: ${nameSome(names)}.`,
        key: `kubelet ${text}`,
        value: names,
        proposal: plan(
          'Upgrade these nodes: a kubelet is never ahead of the API server, and at most three minor releases behind (two before 1.28).',
        ),
      },
    ];
  });
}

function ofProxies(objects: readonly installed.Controller[], server: Version): readonly Violation[] {
  return objects.flatMap((object): readonly Violation[] => {
    const image =
      object.spec !== undefined && 'template' in object.spec
        ? object.spec.template.spec?.containers.find(({ image: name }) => name?.includes('kube-proxy'))?.image
        : undefined;
    const tag = image?.slice(image.lastIndexOf(':') + 1) ?? '';
    const version = versionOf(tag);
    const reason = version === undefined ? undefined : wrong(version, server);
    if (reason === undefined) return [];
    return [
      {
        message: `kube-proxy runs ${tag}, ${reason}.`,
        at: refOf(object),
        key: 'kube-proxy',
        value: tag,
        proposal: plan('Upgrade kube-proxy with the nodes.'),
      },
    ];
  });
}

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'updates/skew',
    title: 'Kubelets and kube-proxy fit the API server',
    severity: 'medium',
    rationale:
      'Kubernetes is tested with kubelets that are at most three minor releases older than the API server. Beyond that, or ' +
      'ahead of it, fields are dropped silently: among them those that restrict pods.',
    guidance:
      'Upgrade the control plane first, then the nodes, and no node further behind than three minor releases. Replace nodes ' +
      'rather than mend them. kube-proxy follows the kubelet of its node.',
    item: 'updates',
    refs: [
      { framework: 'nsa-cisa', control: 'upgrading-and-application-security' },
      { framework: 'owasp-k8s-2025', control: 'K07' },
      { framework: 'guide', control: 'A5' },
    ],
    since: '0.1.0',
  },
  subject: 'Cluster',
  reads: [must('ServerVersion'), must('Node'), may.fact(installed.daemonSetsByImage)],
  evaluate(_cluster, { view }) {
    const server = versionOf(view.evidence('ServerVersion').value?.gitVersion ?? '');
    if (server === undefined) return unknown('The version of the API server cannot be told.');
    const nodes = view.own('Node').value;
    const proxies = view.derive(installed.daemonSetsByImage);
    const found = [...ofNodes(nodes, server), ...ofProxies(proxies.value.at('kube-proxy'), server)];
    if (found.length > 0) return fails(found, true);
    if (!proxies.isWhole)
      return unknown('Whether a kube-proxy is too old cannot be told: DaemonSets were not all read.');
    return pass(`The kubelets of ${count(nodes, 'node')} and kube-proxy fit 1.${server[1]}.`);
  },
  remediation: { title: 'Upgrade the nodes', kind: 'guide', disruption: 'rollout' },
});
