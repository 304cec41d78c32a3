/** Platforms that admit pods by rules of their own, in every namespace and without an object that is listed. */
import { type Coverage, defineFact, may, type View } from '../../plugin-api/index.ts';

/** Nodes of Autopilot are named by Google, and nobody else can add one. */
const AUTOPILOT = 'gk3-';
const isAutopilot = defineFact({
  name: 'whether all nodes are of GKE Autopilot',
  scope: 'cluster',
  reads: [may('Node')],
  derive(view) {
    const { value: nodes, isWhole } = view.own('Node');
    return isWhole && nodes.length > 0 && nodes.every(({ metadata }) => metadata.name.startsWith(AUTOPILOT));
  },
});

export const PLATFORM_NODES = may.fact(isAutopilot);
export const PLATFORM_GATE_READS = [may('Discovery'), may('ServerVersion'), PLATFORM_NODES] as const;
type Reads = View<(typeof PLATFORM_GATE_READS)[number]>;

const OPENSHIFT = 'security.openshift.io';

export interface PlatformGate {
  readonly platform: 'GKE Autopilot' | 'OpenShift';
  /** Without a full stop. */
  readonly clause: string;
  /** What shows it. */
  readonly source: string;
}

const ON_OPENSHIFT: PlatformGate = {
  platform: 'OpenShift',
  clause: 'OpenShift admits pods by its security context constraints',
  source: 'GET /apis',
};
/** docs.cloud.google.com/kubernetes-engine/docs/concepts/autopilot-security: all but allowlists of privileged workloads. */
const ON_AUTOPILOT: PlatformGate = {
  platform: 'GKE Autopilot',
  clause: 'GKE Autopilot refuses privileged pods itself, but for those on its allowlists',
  source: 'names of all nodes, GET /version',
};

/** `undefined`: none is seen. What these allow is not known here. */
export function platformGate(view: Reads): PlatformGate | undefined {
  const discovery = view.evidence('Discovery').value ?? [];
  if (discovery.some(({ group, resource }) => group === OPENSHIFT && resource === 'securitycontextconstraints'))
    return ON_OPENSHIFT;
  return isGke(view) && view.derive(isAutopilot).value ? ON_AUTOPILOT : undefined;
}

/** Of all that could show one. */
export function unseenPlatformGate(view: Reads): readonly Coverage[] {
  return [
    view.evidence('Discovery').coverage,
    view.evidence('ServerVersion').coverage,
    ...(isGke(view) ? [view.derive(isAutopilot).coverage] : []),
  ];
}

function isGke(view: Reads): boolean {
  return /-gke\./.test(view.evidence('ServerVersion').value?.gitVersion ?? '');
}
