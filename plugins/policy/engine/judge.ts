import {
  admission,
  type CustomObject,
  clause,
  count,
  type Evidence,
  fails,
  inferred,
  installed,
  type KindMap,
  may,
  nameSome,
  network,
  type Outcome,
  pass,
  plan,
  type Seen,
  tables,
  unknown,
  type View,
  type Violation,
} from 'kubectl-harden/plugin-api';
import { GATEKEEPER_READS, gatekeeperStanding, type Standing } from './gatekeeper.ts';
import { PLATFORM_READS, platformStanding } from './platforms.ts';

export const READS = [
  ...installed.READS,
  ...PLATFORM_READS,
  may.fact(network.selectedNamespaces),
  may('ValidatingAdmissionPolicy'),
  may('ValidatingAdmissionPolicyBinding'),
  may('clusterpolicies.kyverno.io', {
    keep: ['spec.validationFailureAction', 'spec.rules.validate.failureAction'],
  }),
  may('validatingpolicies.policies.kyverno.io', { keep: ['spec.validationActions'] }),
  ...GATEKEEPER_READS,
] as const;
type Reads = View<(typeof READS)[number]>;

/** From here on the API server may read policies from files, which no request lists. */
const FILES_FROM = 37;

export function judgeEngines(view: Reads): Outcome {
  const native = enforcedNatively(view);
  if (native.length > 0)
    return pass(
      `${count(native, 'ValidatingAdmissionPolicy')} of pods or what makes them bound with Deny: ${nameSome(native)}.`,
    );
  if (!view.isCluster) return unknown('No policy with Deny is among the manifests.');
  const rows = view.table(tables.clusterTools).filter(({ role }) => role === 'policy');
  const tools = installed.toolsIn(view, rows);
  const working = tools.found.filter(installed.isWorking);
  const seen = [view.own('clusterpolicies.kyverno.io'), view.own('validatingpolicies.policies.kyverno.io')] as const;
  const policies = [...seen[0].value.map(ofCluster), ...seen[1].value.map(ofValidating)];
  const enforced = policies.filter(({ isEnforced }) => isEnforced).map(({ name }) => name);
  const kyverno = working.filter(({ tool }) => tool.name === 'Kyverno');
  if (kyverno.length > 0 && enforced.length > 0)
    return pass([
      ...kyverno.map(installed.evidenceOf),
      { text: `${enforced.length} of ${count(policies, 'policy', 'policies')} enforced: ${nameSome(enforced)}.` },
    ]);
  const gatekeeper = gatekeeperStanding(view, working);
  if (gatekeeper !== undefined && 'enforced' in gatekeeper) return pass(gatekeeper.enforced);
  const platform = platformStanding(view);
  if (platform !== undefined && 'refuses' in platform) return pass(platform.refuses, 'inferred');
  const unread = [
    view.derive(network.selectedNamespaces),
    view.own('ValidatingAdmissionPolicy'),
    view.own('ValidatingAdmissionPolicyBinding'),
    ...seen,
  ].filter(isUnread);
  const platforms = admission.unseenPlatformGate(view).filter(({ state }) => state !== 'full' && state !== 'absent');
  const coverages = [...unread, ...(tools.isWhole ? [] : [tools])].map(({ coverage }) => coverage);
  const doubts = [
    ...[...coverages, ...platforms].map((coverage) => `Not seen: ${clause(coverage.reason ?? 'it was not read')}.`),
    ...(gatekeeper !== undefined && 'doubts' in gatekeeper ? gatekeeper.doubts : []),
    ...(platform !== undefined && 'doubts' in platform ? platform.doubts : []),
  ];
  if (doubts.length > 0) return unknown(doubts);
  if (platform !== undefined && 'open' in platform) return fails([violation(platform.open, platform.evidence)], true);
  return judgeRest(view, { tools: tools.found, working, policies: policies.map(({ name }) => name), gatekeeper });
}

interface Rest {
  readonly tools: readonly installed.Installed[];
  readonly working: readonly installed.Installed[];
  /** None of which is enforced, or by nobody. */
  readonly policies: readonly string[];
  readonly gatekeeper: Standing | undefined;
}

/** Those whose policies are read. */
const KNOWN = ['Kyverno', 'Gatekeeper'];

function judgeRest(view: Reads, { tools, working, policies, gatekeeper }: Rest): Outcome {
  const others = working.filter(({ tool }) => !KNOWN.includes(tool.name));
  const evidence = tools.map(installed.evidenceOf);
  if (others.length > 0)
    return unknown([...evidence, { text: 'Whether one of its policies denies is not seen here.' }]);
  const isSure = !mayReadFiles(view);
  if (gatekeeper !== undefined && 'lacks' in gatekeeper) return fails([violation(gatekeeper.lacks, evidence)], isSure);
  if (tools.length > working.length)
    return fails([violation('The policy engine is installed and not ready.', evidence)], isSure);
  if (policies.length > 0)
    return fails(
      [
        violation(
          `None of ${count(policies, 'policy', 'policies')} of Kyverno is enforced: ${nameSome(policies)}.`,
          evidence,
        ),
      ],
      isSure,
    );
  if (mayReadFiles(view))
    return unknown('No policy is listed, but from 1.37 on the API server may read policies from its own files.');
  return inferred([violation('Nothing is seen that refuses requests by policy.', evidence)]);
}

function violation(message: string, evidence: readonly Evidence[]): Violation {
  return {
    message,
    key: 'engine',
    evidence,
    proposal: plan('Which rules hold here is for you to say: the examples have two.'),
  };
}

function mayReadFiles(view: Reads): boolean {
  return (view.evidence('ServerVersion').value?.minor ?? FILES_FROM) >= FILES_FROM;
}

function isUnread({ isWhole, coverage }: Seen<unknown>): boolean {
  return !isWhole && coverage.state !== 'absent';
}

type Bound = KindMap['ValidatingAdmissionPolicyBinding'];
type Bounded = KindMap['ValidatingAdmissionPolicy'];

/** Policies of what runs that some binding denies by. Installers bring others, which guard their own definitions. */
function enforcedNatively(view: Reads): readonly string[] {
  const policies = new Map(view.own('ValidatingAdmissionPolicy').value.map((each) => [each.metadata.name, each]));
  const bound = view
    .own('ValidatingAdmissionPolicyBinding')
    .value.filter(({ spec }) => spec?.validationActions?.includes('Deny') === true)
    .filter((binding) => sees(policies.get(binding.spec?.policyName ?? ''), binding))
    .filter((binding) => isSomewhere(policies.get(binding.spec?.policyName ?? ''), binding, view))
    .flatMap(({ spec }) => spec?.policyName ?? []);
  return [...new Set(bound)].sort();
}

/** Whether there is a namespace that both selectors select; of manifests none is expected to be there. */
function isSomewhere(policy: Bounded | undefined, { spec }: Bound, view: Reads): boolean {
  const selectors = [policy?.spec?.matchConstraints?.namespaceSelector, spec?.matchResources?.namespaceSelector];
  const requirements = selectors.flatMap((selector) => [
    ...Object.entries(selector?.matchLabels ?? {}).map(([key, value]) => ({ key, operator: 'In', values: [value] })),
    ...(selector?.matchExpressions ?? []),
  ]);
  if (requirements.length === 0 || !view.isCluster) return true;
  const namespaces = view.derive(network.selectedNamespaces);
  return namespaces.isRead && namespaces.value.hasAny({ matchExpressions: requirements });
}

function sees(policy: Bounded | undefined, { spec }: Bound): boolean {
  const constraints = { ...policy?.spec?.matchConstraints, matchConditions: policy?.spec?.matchConditions };
  return admission.seesBound(constraints, spec?.matchResources ?? {});
}

interface Policy {
  readonly name: string;
  readonly isEnforced: boolean;
}

/** The action of a rule holds over that of the policy, which Kyverno stops to read. */
function ofCluster({ metadata, spec }: CustomObject): Policy {
  const { validationFailureAction, rules } = (spec ?? {}) as {
    readonly validationFailureAction?: unknown;
    readonly rules?: readonly { readonly validate?: { readonly failureAction?: unknown } }[];
  };
  const actions = (rules ?? []).map(({ validate }) => validate?.failureAction ?? validationFailureAction);
  return { name: metadata.name, isEnforced: actions.some((action) => /^enforce$/i.test(String(action))) };
}

/** Without actions it denies. */
function ofValidating({ metadata, spec }: CustomObject): Policy {
  const { validationActions } = (spec ?? {}) as { readonly validationActions?: readonly unknown[] };
  return { name: metadata.name, isEnforced: validationActions === undefined || validationActions.includes('Deny') };
}
