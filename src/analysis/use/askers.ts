/** Who asks the API server what others may do: such rights are in use without a request of their holder. */
import type { AuditLog } from '../../plugin-api/index.ts';
import type { Atom } from '../rbac/index.ts';

const GROUP = 'authorization.k8s.io';
const REVIEWS: ReadonlySet<string> = new Set(['localsubjectaccessreviews', 'subjectaccessreviews']);
/** They ask for paths of their own, such as /metrics. */
const CONTROL_PLANE = /^system:(kube-controller-manager|kube-scheduler|apiserver|cloud-controller-manager)$/;
const KUBELET = /^system:node:/;
/** Served through the API server: they ask again for what it has let through, and for paths of their own. */
const SERVED = /^system:serviceaccount:kube-system:metrics-server$/;

export interface Askers {
  readonly kubelets: boolean;
  readonly paths: boolean;
  /** Anybody else: they may ask for any right. */
  readonly others: readonly string[];
}

export function askersIn({ users }: AuditLog): Askers {
  const asking = users.filter(({ uses, groups }) =>
    uses.some(
      ({ verb, group, resource }) =>
        verb === 'create' && group === GROUP && REVIEWS.has(resource) && !groups.includes('system:masters'),
    ),
  );
  const names = [...new Set(asking.map(({ username }) => username))];
  const others = names.filter((name) => ![CONTROL_PLANE, KUBELET, SERVED].some((known) => known.test(name)));
  return {
    kubelets: names.some((name) => KUBELET.test(name)),
    paths: names.some((name) => CONTROL_PLANE.test(name) || SERVED.test(name)),
    others,
  };
}

/** Which of the rights somebody may have asked for in the name of their holder. */
export function askedElsewhere(atoms: readonly Atom[], askers: Askers): 'kubelet' | 'path' | 'other' | undefined {
  if (askers.others.length > 0 && atoms.length > 0) return 'other';
  const isNode = (atom: Atom) =>
    !('path' in atom) &&
    (atom.group === '' || atom.group === '*') &&
    (atom.resource === '*' || atom.resource.startsWith('nodes/') || atom.resource.startsWith('*/'));
  if (askers.kubelets && atoms.some(isNode)) return 'kubelet';
  return askers.paths && atoms.some((atom) => 'path' in atom) ? 'path' : undefined;
}
