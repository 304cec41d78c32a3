/** Which workloads of the mesh take requests from nobody but those that an AuthorizationPolicy names. */
import { type CustomObject, matchesLabels, type Workload } from 'kubectl-harden/plugin-api';

export const AUTHORIZATIONS = 'authorizationpolicies.security.istio.io';

type Authorization = CustomObject & {
  readonly spec?: {
    readonly selector?: { readonly matchLabels?: Readonly<Record<string, string>> };
    readonly action?: string;
    readonly rules?: readonly Readonly<Record<string, unknown>>[];
    readonly targetRefs?: readonly unknown[];
  };
};

/** Without one that allows, everything is allowed: those of DENY, AUDIT and CUSTOM name exceptions. */
export function isGuarded(workload: Workload, policies: readonly CustomObject[]): boolean {
  const applying = allowing(workload, policies);
  return applying.length > 0 && !applying.some(allowsEverything);
}

/** Those that let everybody in, whatever others refuse. */
export function openersOf(workload: Workload, policies: readonly CustomObject[]): readonly CustomObject[] {
  return allowing(workload, policies).filter(allowsEverything);
}

function allowing({ podLabels }: Workload, policies: readonly CustomObject[]): readonly Authorization[] {
  return (policies as readonly Authorization[]).filter(
    ({ spec }) =>
      (spec?.action ?? 'ALLOW') === 'ALLOW' &&
      (spec?.targetRefs ?? []).length === 0 &&
      matchesLabels({ matchLabels: spec?.selector?.matchLabels ?? {} }, podLabels),
  );
}

/** A rule without a word fits every request; no rule at all fits none. */
function allowsEverything({ spec }: Authorization): boolean {
  return (spec?.rules ?? []).some((rule) => ['from', 'to', 'when'].every((part) => isEmptyList(rule[part])));
}

function isEmptyList(value: unknown): boolean {
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0);
}
