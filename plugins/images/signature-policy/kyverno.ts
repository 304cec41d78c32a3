/** Policies of Kyverno that refuse every image whose signature is not verified. */
import { admission, type CustomObject, nameSome } from 'kubectl-harden/plugin-api';
import {
  CLUSTER_POLICIES,
  enforcedBy,
  type Filter,
  IMAGE_POLICIES,
  type KyvernoRule,
  type PolicyView,
  type Spec,
  type Standing,
  specOf,
  type VerifyImages,
} from './policies.ts';

export function kyvernoStanding(view: PolicyView): Standing {
  const [images, cluster] = [view.own(IMAGE_POLICIES), view.own(CLUSTER_POLICIES)];
  const rules = cluster.value.map((policy) => ({ policy, by: enforcedIn(policy) }));
  const good = [
    ...images.value.filter(isImagePolicy),
    ...rules.filter(({ by }) => by === 'rule').map(({ policy }) => policy),
  ];
  if (good.length > 0) return enforcedBy(good);
  const atTop = rules.filter(({ by }) => by === 'top').map(({ policy }) => policy.metadata.name);
  if (atTop.length > 0)
    return {
      doubt: `${nameSome(atTop)} says Enforce for all of its rules, which newer releases do not read: say it in each of them (failureAction).`,
    };
  const isSeen = [images, cluster].every(({ isRead, coverage }) => isRead || coverage.state === 'absent');
  return { lacks: 'No policy of it refuses every image whose signature is not verified.', isSeen };
}

/** Without actions it denies. One that selects, leaves out or asks for something more passes others by. */
function isImagePolicy(object: CustomObject): boolean {
  const spec = specOf(object);
  const { validationActions = ['Deny'], failurePolicy, validations = [], evaluation } = spec;
  const verifies = validations.some(({ expression = '' }) => /verify(Image|Attestation)Signatures\(/.test(expression));
  const isOn = evaluation?.admission?.enabled !== false && failurePolicy !== 'Ignore';
  return validationActions.includes('Deny') && isOn && verifies && isEverywhere(spec);
}

function isEverywhere({ matchConditions, matchConstraints = {} }: Spec): boolean {
  const { namespaceSelector, objectSelector, excludeResourceRules, resourceRules } = matchConstraints;
  const isNarrowed = [namespaceSelector, objectSelector, excludeResourceRules, matchConditions].some(
    (part) => Object.keys(part ?? {}).length > 0,
  );
  return (
    !isNarrowed &&
    (resourceRules === undefined || resourceRules.some((rule) => admission.seesCreated(rule, '', 'pods')))
  );
}

/** Where a policy of it says that what is not verified is refused: in a rule, or for all rules at its top. */
function enforcedIn(object: CustomObject): 'rule' | 'top' | undefined {
  const {
    admission: isOn,
    validationFailureAction,
    validationFailureActionOverrides,
    failurePolicy,
    rules = [],
  } = specOf(object);
  if (isOn === false || failurePolicy === 'Ignore' || (validationFailureActionOverrides ?? []).length > 0)
    return undefined;
  const verified = rules.filter(isForEveryPod).flatMap(({ verifyImages = [] }) => verifyImages.filter(verifies));
  if (verified.some(({ failureAction }) => isEnforce(failureAction))) return 'rule';
  const isAtTop = verified.some(({ failureAction }) => failureAction === undefined);
  return isAtTop && isEnforce(validationFailureAction) ? 'top' : undefined;
}

function isEnforce(action: string | undefined): boolean {
  return action?.toLowerCase() === 'enforce';
}

/** Without somebody who signs only digests are looked at. */
function verifies({ required, attestors = [], attestations = [] }: VerifyImages): boolean {
  return required !== false && attestors.length + attestations.length > 0;
}

function isForEveryPod({ match, exclude, preconditions }: KyvernoRule): boolean {
  if (exclude !== undefined || preconditions !== undefined) return false;
  const { any = [], all = [] } = match ?? {};
  return any.some(isOfPods) || (all.length > 0 && all.every(isOfPods));
}

/** By their kind and by nothing else. */
function isOfPods({ resources, ...others }: Filter): boolean {
  const { kinds = [], ...further } = resources ?? {};
  const isPlain = Object.keys(further).length + Object.keys(others).length === 0;
  return isPlain && kinds.some((kind) => ['Pod', '*', 'v1/Pod', '*/Pod'].includes(kind));
}
