import {
  clause,
  count,
  fails,
  installed,
  type KindMap,
  matchesLabels,
  may,
  must,
  nameSome,
  type Outcome,
  objectName,
  pass,
  placeIn,
  plan,
  refOf,
  tables,
  unknown,
  type View,
  type Violation,
} from 'kubectl-harden/plugin-api';

export const READS = [
  ...installed.READS,
  must('ValidatingWebhookConfiguration'),
  must('MutatingWebhookConfiguration'),
  may('Service'),
  may('EndpointSlice'),
  may('Namespace'),
] as const;
type Reads = View<(typeof READS)[number]>;
type Configuration = KindMap['MutatingWebhookConfiguration'] | KindMap['ValidatingWebhookConfiguration'];
type Webhook = NonNullable<Configuration['webhooks']>[number];
type Found = Omit<Violation, 'at' | 'place' | 'key' | 'path'> & { readonly field: string };

interface Surroundings {
  readonly isCluster: boolean;
  /** Services with an endpoint that is ready, as `namespace/name`; `undefined`: not all could be read. */
  readonly answered: ReadonlySet<string> | undefined;
  /** Namespaces in which a policy engine runs. */
  readonly engines: ReadonlySet<string>;
  readonly namespaces: readonly KindMap['Namespace'][];
}

export function judgeWebhooks(view: Reads): Outcome {
  const configurations: readonly Configuration[] = [
    ...view.own('ValidatingWebhookConfiguration').value,
    ...view.own('MutatingWebhookConfiguration').value,
  ];
  const tools = installed.toolsIn(
    view,
    view.table(tables.clusterTools).filter(({ role }) => role === 'policy'),
  );
  const around = {
    isCluster: view.isCluster,
    answered: answeredIn(view),
    engines: new Set(tools.found.flatMap(({ object }) => object.metadata.namespace ?? [])),
    namespaces: view.own('Namespace').value,
  };
  const violations = configurations.flatMap((each) =>
    (each.webhooks ?? []).flatMap((hook) => judge(each, hook, around)),
  );
  if (violations.length > 0) return fails(violations, true);
  const all = configurations.flatMap(({ webhooks = [] }) => webhooks);
  const unread = [view.own('EndpointSlice'), view.own('Service'), view.own('Namespace'), tools].filter(
    ({ isWhole }) => !isWhole,
  );
  if (all.length > 0 && view.isCluster && unread.length > 0)
    return unknown(unread.map(({ coverage }) => `Not seen: ${clause(coverage.reason ?? 'it was not read')}.`));
  return pass(`Nothing is wrong with ${count(all, 'webhook')}.`, view.isCluster ? 'direct' : 'inferred');
}

function answeredIn(view: Reads): ReadonlySet<string> | undefined {
  const slices = view.own('EndpointSlice');
  if (!slices.isWhole) return undefined;
  // A slice that nobody has judged yet counts as ready.
  const ready = slices.value.filter(({ endpoints }) =>
    endpoints?.some(({ conditions }) => conditions?.ready !== false),
  );
  return new Set(
    ready.map(({ metadata }) => `${metadata.namespace}/${metadata.labels?.['kubernetes.io/service-name']}`),
  );
}

function judge(configuration: Configuration, hook: Webhook, around: Surroundings): readonly Violation[] {
  const ref = refOf(configuration);
  const place = placeIn(ref, hook.name, `Webhook ${hook.name} of ${objectName(ref)}`);
  return [unanswered(hook, around), ...ofPolicies(configuration, hook, around)].flatMap((found) => {
    if (found === undefined) return [];
    const { field, ...violation } = found;
    return [{ ...violation, at: ref, place, path: ['webhooks', { key: 'name', is: hook.name }, field], key: field }];
  });
}

function unanswered(
  { name, clientConfig, failurePolicy = 'Fail' }: Webhook,
  { answered, engines }: Surroundings,
): Found | undefined {
  const { service } = clientConfig;
  if (service === undefined || answered === undefined) return undefined;
  const address = `${service.namespace}/${service.name}`;
  if (answered.has(address)) return undefined;
  const then = failurePolicy === 'Fail' ? 'every request that it matches is refused' : 'every request passes it unseen';
  return {
    field: 'clientConfig',
    message: `Webhook ${name} asks Service ${address}, which has no ready endpoint: ${then}.`,
    value: [address, failurePolicy],
    ...(failurePolicy === 'Fail' || engines.has(service.namespace)
      ? {}
      : ({
          severity: 'medium',
          severityReason: 'lowered: nothing is refused, and no policy engine is behind it',
        } as const)),
    proposal: plan('Whether the product behind it comes back or the configuration goes is for its owner to say.'),
  };
}

/** What is asked of webhooks of policy engines alone: others may fail open for good reasons. */
function ofPolicies(
  { kind }: Configuration,
  hook: Webhook,
  { engines, namespaces }: Surroundings,
): readonly (Found | undefined)[] {
  const home = hook.clientConfig.service?.namespace ?? '';
  if (kind !== 'ValidatingWebhookConfiguration' || !engines.has(home)) return [];
  return [failsOpen(hook), leavesOut(hook, namespaces, home), byLabel(hook)];
}

function failsOpen({ name, failurePolicy }: Webhook): Found | undefined {
  if (failurePolicy !== 'Ignore') return undefined;
  return {
    field: 'failurePolicy',
    message: `Webhook ${name} of a policy engine fails open: what it cannot look at passes.`,
    value: failurePolicy,
    severity: 'medium',
    severityReason: 'lowered: it takes a failure of the engine',
    proposal: plan(
      'Failing closed is never switched on automatically: while the engine is down nothing could be created.',
    ),
  };
}

function leavesOut(
  { name, namespaceSelector }: Webhook,
  namespaces: readonly KindMap['Namespace'][],
  home: string,
): Found | undefined {
  if (namespaceSelector === undefined) return undefined;
  const out = namespaces
    .filter(({ metadata }) => metadata.name !== home && !metadata.name.startsWith('kube-'))
    .filter(
      ({ metadata }) =>
        !matchesLabels(namespaceSelector, { 'kubernetes.io/metadata.name': metadata.name, ...metadata.labels }),
    )
    .map(({ metadata }) => metadata.name)
    .sort();
  if (out.length === 0) return undefined;
  return {
    field: 'namespaceSelector',
    message: `Webhook ${name} of a policy engine leaves out ${count(out, 'namespace')}: ${nameSome(out)}.`,
    value: out,
    severity: 'medium',
    severityReason: 'lowered: the other namespaces are looked at',
    proposal: plan('Which namespaces may be left out is for you to say: those of the platform, by their names.'),
  };
}

function byLabel({ name, objectSelector }: Webhook): Found | undefined {
  const labels = [
    ...Object.keys(objectSelector?.matchLabels ?? {}),
    ...(objectSelector?.matchExpressions ?? []).map(({ key }) => key),
  ];
  if (labels.length === 0) return undefined;
  return {
    field: 'objectSelector',
    message: `Webhook ${name} of a policy engine looks at objects by their own label ${nameSome(labels)}: whoever writes an object decides.`,
    value: labels,
    severity: 'medium',
    severityReason: 'lowered: it takes somebody who may write the object',
    proposal: plan('Select by namespace in its place.'),
  };
}
