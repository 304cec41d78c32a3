/** Platforms that refuse pods by rules of their own: a control of policy for pods, and for nothing else. */
import {
  admission,
  type CustomObject,
  clause,
  type Evidence,
  may,
  nameSome,
  type View,
} from 'kubectl-harden/plugin-api';

const CONSTRAINTS = 'securitycontextconstraints.security.openshift.io';
export const PLATFORM_READS = [
  ...admission.PLATFORM_GATE_READS,
  may(CONSTRAINTS, { keep: ['allowPrivilegedContainer', 'groups'] }),
] as const;
type Reads = View<(typeof PLATFORM_READS)[number]>;

/** `open`: why it refuses nobody; `doubts`: what cannot be told. Sentences. */
export type PlatformStanding =
  | { readonly refuses: readonly Evidence[] }
  | { readonly open: string; readonly evidence: readonly Evidence[] }
  | { readonly doubts: readonly string[] };

/** Whoever is logged in, and every account of a pod. */
const EVERYBODY: readonly string[] = ['system:authenticated', 'system:serviceaccounts', 'system:unauthenticated'];
const NOT_WEIGHED = 'Whom roles allow to use its other security context constraints is not weighed here.';
const PODS_ALONE = 'It knows the security of pods alone: no registry, host or label is refused by it.';

/** `undefined`: no such platform is seen. */
export function platformStanding(view: Reads): PlatformStanding | undefined {
  const gate = admission.platformGate(view);
  if (gate === undefined) return undefined;
  const evidence = [{ text: `${gate.clause}.`, source: gate.source }, { text: PODS_ALONE }];
  if (gate.platform !== 'OpenShift') return { refuses: evidence };
  const seen = view.own(CONSTRAINTS);
  if (!seen.isRead) return { doubts: [`Security context constraints: ${clause(seen.coverage.reason ?? 'not read')}.`] };
  const open = seen.value.filter(isOpen).map(({ metadata }) => metadata.name);
  if (open.length === 0) return { refuses: [...evidence, { text: NOT_WEIGHED }] };
  return { open: `Security context constraints allow everybody privileged pods: ${nameSome(open.sort())}.`, evidence };
}

/** Of those that groups are given by name; rights to `use` one are not among them. */
function isOpen(object: CustomObject): boolean {
  const { allowPrivilegedContainer, groups } = object as CustomObject & { readonly groups?: readonly unknown[] };
  return allowPrivilegedContainer === true && (groups ?? []).some((group) => EVERYBODY.includes(String(group)));
}
