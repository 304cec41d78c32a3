/** Injecting webhooks and policies for namespaces with one label. */
import type { TestCluster } from '../../support/cluster.ts';
import type { Hook } from './webhook.ts';

const ADMISSION = '/apis/admissionregistration.k8s.io/v1';
const PODS = { apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'] };

export interface Selected {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
}

export async function addWebhook(the: TestCluster, { name, labels }: Selected, { clientConfig }: Hook): Promise<void> {
  await the.api.json('POST', `${ADMISSION}/mutatingwebhookconfigurations`, {
    metadata: { name },
    webhooks: [
      {
        name: 'pods.hook.example',
        clientConfig,
        rules: [PODS],
        namespaceSelector: { matchLabels: labels },
        sideEffects: 'None',
        admissionReviewVersions: ['v1'],
        failurePolicy: 'Fail',
      },
    ],
  });
}

export interface Injection {
  /** In CEL, over `object`. */
  readonly condition: string;
  /** In CEL, of the type Object. */
  readonly expression: string;
}

export async function addPolicy(the: TestCluster, { name, labels }: Selected, injection: Injection): Promise<void> {
  await the.api.json('POST', `${ADMISSION}/mutatingadmissionpolicies`, {
    metadata: { name },
    spec: {
      matchConstraints: { namespaceSelector: { matchLabels: labels }, resourceRules: [PODS] },
      matchConditions: [{ name: 'asked', expression: injection.condition }],
      failurePolicy: 'Fail',
      reinvocationPolicy: 'Never',
      mutations: [{ patchType: 'ApplyConfiguration', applyConfiguration: { expression: injection.expression } }],
    },
  });
  await the.api.json('POST', `${ADMISSION}/mutatingadmissionpolicybindings`, {
    metadata: { name },
    spec: { policyName: name },
  });
}

/** A privileged container that begins before all others. */
export const PRIVILEGED_INIT: Injection = {
  condition: '!has(object.spec.initContainers)',
  expression:
    'Object{spec: Object.spec{initContainers: [Object.spec.initContainers{name: "first", image: "registry.example/first:1", securityContext: Object.spec.initContainers.securityContext{privileged: true}}]}}',
};

/** Whether it is in force: the server takes a moment to know of a new one. */
export async function isInForce(the: TestCluster, namespace: string, pod: object, mark: string): Promise<boolean> {
  const { text } = await the.api.raw('POST', `/api/v1/namespaces/${namespace}/pods?dryRun=All`, pod);
  return text.includes(mark);
}
