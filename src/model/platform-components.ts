/** Infrastructure that is installed in a namespace of its own name or of none: told by the labels that it brings. Pure. */

const KEYS = ['app.kubernetes.io/part-of', 'app.kubernetes.io/name', 'k8s-app'] as const;

/** DNS, network, storage, ingress, meshes, admission and GitOps (whole values). */
const COMPONENTS: readonly RegExp[] = [
  /^(coredns|kube-dns|node-local-dns|external-dns)$/,
  /^(antrea|aws-node|canal|cilium|flannel|kube-flannel|kube-proxy|kube-router|metallb|multus|weave-net)$/,
  /^(calico|cilium)-/,
  /^csi-|-csi$|-csi-/,
  /^(longhorn|openebs|rook-ceph|rook-ceph-operator|trident\.netapp\.io)$/,
  /^(ingress-nginx|nginx-ingress|nginx-gateway-fabric|haproxy-ingress|kubernetes-ingress|traefik|contour|kong)$/,
  /^(emissary-ingress|envoy-gateway|gateway-helm|aws-load-balancer-controller)$/,
  /^(istiod|istio-cni|linkerd|linkerd2|ztunnel|knative-serving|knative-eventing)$/,
  /^(cert-manager|gatekeeper|kyverno|kubewarden|kubewarden-controller|opa)$/,
  /^argocd(-|$)|^argo-cd$|^(flux|fleet|kapp-controller|rancher)$/,
];

/** All of them at once: every object that is changed has labels. */
const ANY = new RegExp(COMPONENTS.map(({ source }) => `(?:${source})`).join('|'));

function isComponent(value: string): boolean {
  return ANY.test(value);
}

/** `k8s-app is cilium`; undefined: nothing says so. */
export function platformLabel(labels: Readonly<Record<string, unknown>> | undefined): string | undefined {
  const key = KEYS.find((each) => labels?.[each] !== undefined && isComponent(String(labels[each])));
  return key === undefined ? undefined : `${key} is ${labels?.[key]}`;
}
