/** One component of the platform as its chart brings it: account, rights, workload and Service. */
import { account, type Manifest, type Members, service } from '../make.ts';
import { granted } from '../rights.ts';
import { CONFINED, type Shape, type WorkloadOptions, workload } from '../workload.ts';

export interface Component {
  readonly name: string;
  readonly image: string;
  readonly kind?: WorkloadOptions['kind'];
  readonly port?: number;
  readonly replicas?: number;
  /** Of the container; absent: as careful charts have it. `false`: the chart sets nothing. */
  readonly security?: Members | false;
  readonly podSecurity?: Members;
  /** Lines of its ClusterRole; absent: it gets no rights and no account of its own. */
  readonly rights?: readonly string[];
  readonly mounts?: Readonly<Record<string, string>>;
  readonly pod?: Members;
  readonly beside?: readonly Shape[];
  readonly labels?: Readonly<Record<string, string>>;
}

const NON_ROOT: Members = { runAsNonRoot: true, runAsUser: 65534, seccompProfile: { type: 'RuntimeDefault' } };
/** A node agent: its chart gives it the node. */
export const OF_NODE: Members = {
  hostNetwork: true,
  priorityClassName: 'system-node-critical',
  tolerations: [{ operator: 'Exists' }],
};

export function component(at: string, each: Component): readonly Manifest[] {
  const { name, image, kind, port, replicas, security = CONFINED, rights, mounts, pod, beside, labels } = each;
  const podSecurity = each.podSecurity ?? (security === CONFINED ? NON_ROOT : undefined);
  const shape: Shape = {
    image,
    ...(port === undefined ? {} : { port }),
    ...(security === false ? {} : { security }),
    ...(mounts === undefined ? {} : { mounts }),
  };
  const options: WorkloadOptions = {
    ...(kind === undefined ? {} : { kind }),
    replicas: replicas ?? (kind === 'StatefulSet' ? 1 : 2),
    ...(rights === undefined ? {} : { account: name }),
    ...(podSecurity === undefined ? {} : { security: podSecurity }),
    ...(pod === undefined ? {} : { pod }),
    ...(beside === undefined ? {} : { beside }),
    ...(labels === undefined ? {} : { labels, podLabels: labels }),
  };
  return [
    ...(rights === undefined ? [] : [account(at, name)]),
    ...(rights === undefined || rights.length === 0 ? [] : granted(name, `${at}/${name}`, ...rights)),
    workload(at, name, shape, options),
    ...(port === undefined ? [] : [service(at, name, port)]),
  ];
}
