/** Whether policies of admission refuse images whose signature is not verified. */
import { type CustomObject, may, nameSome, platform, type View } from 'kubectl-harden/plugin-api';

const IMAGE_POLICIES = 'imagevalidatingpolicies.policies.kyverno.io';
const CLUSTER_POLICIES = 'clusterpolicies.kyverno.io';
const SIGSTORE = 'clusterimagepolicies.policy.sigstore.dev';

export const POLICY_READS = [
  may(IMAGE_POLICIES, {
    keep: [
      'spec.validationActions',
      'spec.failurePolicy',
      'spec.matchConstraints.namespaceSelector',
      'spec.validations.expression',
      'spec.matchImageReferences.glob',
    ],
  }),
  may(CLUSTER_POLICIES, {
    keep: [
      'spec.validationFailureAction',
      'spec.failurePolicy',
      'spec.rules.exclude',
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
 * `enforced`: the policies that refuse, with the images that they look at; else what lacks, as a sentence, or that it could
 * not be seen.
 */
export type Standing =
  | { readonly enforced: readonly string[]; readonly isOfAll: boolean }
  | { readonly lacks: string; readonly isSeen: boolean };

interface Spec {
  readonly validationActions?: readonly string[];
  readonly failurePolicy?: string;
  readonly validationFailureAction?: string;
  readonly matchConstraints?: { readonly namespaceSelector?: object };
  readonly validations?: readonly { readonly expression?: string }[];
  readonly rules?: readonly {
    readonly exclude?: object;
    readonly verifyImages?: readonly {
      readonly failureAction?: string;
      readonly required?: boolean;
      readonly imageReferences?: readonly string[];
    }[];
  }[];
  readonly matchImageReferences?: readonly { readonly glob?: string }[];
  readonly images?: readonly { readonly glob?: string }[];
  readonly mode?: string;
  readonly authorities?: readonly { readonly static?: { readonly action?: string } }[];
}

function specOf(object: CustomObject): Spec {
  return (object.spec ?? {}) as Spec;
}

/** Patterns that every image fits. */
const ALL: readonly string[] = ['*', '**', '*/*', '**/*'];

function enforcedBy(policies: readonly CustomObject[]): Standing {
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

export function kyvernoStanding(view: PolicyView): Standing {
  const [images, cluster] = [view.own(IMAGE_POLICIES), view.own(CLUSTER_POLICIES)];
  const good = [...images.value.filter(isImagePolicy), ...cluster.value.filter(isClusterPolicy)];
  if (good.length > 0) return enforcedBy(good);
  const isSeen = [images, cluster].every(({ isRead, coverage }) => isRead || coverage.state === 'absent');
  return { lacks: 'No policy of it refuses every image whose signature is not verified.', isSeen };
}

/** Without actions it denies. One that selects namespaces leaves others out. */
function isImagePolicy(object: CustomObject): boolean {
  const { validationActions = ['Deny'], failurePolicy, matchConstraints, validations = [] } = specOf(object);
  const verifies = validations.some(({ expression = '' }) => /verify(Image|Attestation)Signatures\(/.test(expression));
  const isEverywhere = Object.keys(matchConstraints?.namespaceSelector ?? {}).length === 0;
  return validationActions.includes('Deny') && failurePolicy !== 'Ignore' && verifies && isEverywhere;
}

function isClusterPolicy(object: CustomObject): boolean {
  const { validationFailureAction, failurePolicy, rules = [] } = specOf(object);
  const enforces = (action: string | undefined) => (action ?? validationFailureAction)?.toLowerCase() === 'enforce';
  return (
    failurePolicy !== 'Ignore' &&
    rules.some(
      ({ exclude, verifyImages = [] }) =>
        exclude === undefined &&
        verifyImages.some(({ failureAction, required }) => required !== false && enforces(failureAction)),
    )
  );
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
