/** A change of a pod template as a proposal, as far as the template can be changed at all. */
import { rolloutCaveats } from '../../kube/rollout.ts';
import type { Edit, Evidence, FieldPath, Proposal, Readiness, Workload } from '../../plugin-api/index.ts';

export interface Draft {
  readonly readiness: Exclude<Readiness, 'elsewhere'>;
  readonly reason: string;
  readonly edits: readonly Edit[];
  readonly caveats?: readonly string[];
  readonly evidence?: readonly Evidence[];
}

/** `undefined` where nothing here may change the template: mirror pods, pods of an owner that is not known. */
export function patchTemplate(workload: Workload, draft: Draft): Proposal | undefined {
  const { access, ref } = workload;
  if (access === 'none') return undefined;
  const { edits, caveats = [], evidence } = draft;
  const isFixed = access === 'recreate';
  return {
    readiness: isFixed ? 'elsewhere' : draft.readiness,
    reason: isFixed ? `A ${ref.kind} is not changed in place: change its manifest and create it again.` : draft.reason,
    changes: edits.length === 0 ? [] : [{ op: 'edit', target: ref, edits }],
    caveats: edits.length === 0 ? caveats : [...caveats, ...caveatsOf(workload)],
    ...(evidence === undefined ? {} : { evidence }),
  };
}

const ORDER: readonly Readiness[] = ['ready', 'review', 'needs-input', 'elsewhere'];

/** All of them together: as ready as the least ready. `undefined` when one of them cannot be offered. */
export function combine(proposals: readonly (Proposal | undefined)[]): Proposal | undefined {
  const offered = proposals.filter((proposal) => proposal !== undefined);
  if (offered.length < proposals.length) return undefined;
  const least = offered.toSorted((left, right) => ORDER.indexOf(right.readiness) - ORDER.indexOf(left.readiness))[0];
  if (least === undefined) return undefined;
  return {
    readiness: least.readiness,
    reason: least.reason,
    changes: least.readiness === 'needs-input' ? [] : offered.flatMap(({ changes }) => changes),
    caveats: [...new Set(offered.flatMap(({ caveats }) => caveats ?? []))],
    evidence: offered.flatMap(({ evidence }) => evidence ?? []),
  };
}

export function contextOf(container: { readonly path: FieldPath }, ...field: readonly string[]): FieldPath {
  return [...container.path, 'securityContext', ...field];
}
export function podContextOf({ podPath }: Workload, ...field: readonly string[]): FieldPath {
  return [...podPath, 'securityContext', ...field];
}

function caveatsOf({ access, object, ref }: Workload): readonly string[] {
  // Only in manifests is their template edited.
  if ((ref.kind === 'Pod' || ref.kind === 'Job') && access === 'template')
    return [`${ref.name} has to be deleted and created again where it runs already.`];
  return rolloutCaveats(ref.kind, ref.name, object);
}
