/** Whether policies of admission refuse images whose signature is not verified. */
import { type admission, type CustomObject, may, nameSome, platform, type View } from 'kubectl-harden/plugin-api';

export const IMAGE_POLICIES = 'imagevalidatingpolicies.policies.kyverno.io';
export const CLUSTER_POLICIES = 'clusterpolicies.kyverno.io';
const SIGSTORE = 'clusterimagepolicies.policy.sigstore.dev';

export const POLICY_READS = [
  may(IMAGE_POLICIES, {
    keep: [
      'spec.validationActions',
      'spec.failurePolicy',
      'spec.evaluation.admission.enabled',
      'spec.matchConditions.name',
      'spec.matchConstraints.excludeResourceRules.resources',
      'spec.matchConstraints.namespaceSelector',
      'spec.matchConstraints.objectSelector',
      'spec.matchConstraints.resourceRules',
      'spec.validations.expression',
      'spec.matchImageReferences.glob',
    ],
  }),
  may(CLUSTER_POLICIES, {
    keep: [
      'spec.admission',
      'spec.validationFailureAction',
      'spec.validationFailureActionOverrides.action',
      'spec.failurePolicy',
      'spec.rules.exclude',
      'spec.rules.match',
      'spec.rules.preconditions',
      'spec.rules.verifyImages.attestations.type',
      'spec.rules.verifyImages.attestors.count',
      'spec.rules.verifyImages.attestors.entries',
      'spec.rules.verifyImages.failureAction',
      'spec.rules.verifyImages.required',
      'spec.rules.verifyImages.imageReferences',
    ],
  }),
  may(SIGSTORE, { keep: ['spec.mode', 'spec.authorities.static.action', 'spec.images.glob'] }),
  may('Namespace'),
] as const;
export type PolicyView = View<(typeof POLICY_READS)[number]>;

/**
 * `enforced`: the policies that refuse, with the images that they look at; `doubt`: what cannot be told, as a sentence; else
 * what lacks, as a sentence, or that it could not be seen.
 */
export type Standing =
  | { readonly enforced: readonly string[]; readonly isOfAll: boolean }
  | { readonly doubt: string }
  | { readonly lacks: string; readonly isSeen: boolean };

export interface VerifyImages {
  readonly failureAction?: string;
  readonly required?: boolean;
  readonly imageReferences?: readonly string[];
  readonly attestors?: readonly object[];
  readonly attestations?: readonly object[];
}
export type Filter = Readonly<Record<string, { readonly kinds?: readonly string[] } | undefined>>;
export interface KyvernoRule {
  readonly match?: { readonly any?: readonly Filter[]; readonly all?: readonly Filter[] };
  readonly exclude?: object;
  readonly preconditions?: object;
  readonly verifyImages?: readonly VerifyImages[];
}
export interface Spec {
  readonly admission?: boolean;
  readonly evaluation?: { readonly admission?: { readonly enabled?: boolean } };
  readonly validationActions?: readonly string[];
  readonly failurePolicy?: string;
  readonly validationFailureAction?: string;
  readonly validationFailureActionOverrides?: readonly object[];
  readonly matchConditions?: readonly object[];
  readonly matchConstraints?: {
    readonly namespaceSelector?: object;
    readonly objectSelector?: object;
    readonly excludeResourceRules?: readonly object[];
    readonly resourceRules?: readonly Parameters<typeof admission.seesCreated>[0][];
  };
  readonly validations?: readonly { readonly expression?: string }[];
  readonly rules?: readonly KyvernoRule[];
  readonly matchImageReferences?: readonly { readonly glob?: string }[];
  readonly images?: readonly { readonly glob?: string }[];
  readonly mode?: string;
  readonly authorities?: readonly { readonly static?: { readonly action?: string } }[];
}

export function specOf(object: CustomObject): Spec {
  return (object.spec ?? {}) as Spec;
}

/** Patterns that every image fits. */
const ALL: readonly string[] = ['*', '**', '*/*', '**/*'];

export function enforcedBy(policies: readonly CustomObject[]): Standing {
  const described = policies.map((each) => ({ name: each.metadata.name, globs: globsOf(specOf(each)) }));
  return {
    enforced: described.map(({ name, globs }) => `${name} (${nameSome(globs)})`).sort(),
    isOfAll: described.some(({ globs }) => globs.some((glob) => ALL.includes(glob))),
  };
}

/** An image that is told by an expression may be any. */
function globsOf({ matchImageReferences = [], images = [], rules = [] }: Spec): readonly string[] {
  const references = rules.flatMap(({ verifyImages = [] }) =>
    verifyImages.flatMap((each) => each.imageReferences ?? []),
  );
  const globs = [...matchImageReferences, ...images].flatMap(({ glob }) => glob ?? []);
  const all = [...references, ...globs];
  return all.length === 0 ? ['images that an expression tells'] : all;
}

const INCLUDE = 'policy.sigstore.dev/include';

/** It looks at namespaces that ask for it alone. */
export function sigstoreStanding(view: PolicyView): Standing {
  const seen = view.own(SIGSTORE);
  const good = seen.value.filter((each) => {
    const { mode, authorities = [] } = specOf(each);
    return mode !== 'warn' && authorities.length > 0 && authorities.every((one) => one.static?.action !== 'pass');
  });
  const isSeen = seen.isRead || seen.coverage.state === 'absent';
  if (good.length === 0) return { lacks: 'No policy of it refuses images whose signature is not verified.', isSeen };
  const namespaces = view.own('Namespace');
  if (!namespaces.isWhole) return { lacks: 'Which namespaces ask for it could not be seen.', isSeen: false };
  const out = namespaces.value
    .filter(({ metadata: { name, labels } }) => !platform.isReservedNamespace(name) && labels?.[INCLUDE] !== 'true')
    .map(({ metadata }) => metadata.name);
  if (out.length > 0) return { lacks: `Namespaces do not ask for it by ${INCLUDE}: ${nameSome(out.sort())}.`, isSeen };
  return enforcedBy(good);
}
