/** The words of evidence about a control plane, as a fixture gives it. */
import { z } from 'zod';
import { ANONYMOUS_PATHS } from '../../../src/sources/live/evidence/anonymous.ts';
import { KUBELET_FIELDS } from '../../../src/sources/live/evidence/kubelet-settings.ts';
import { COMPONENT_FLAGS } from './component-flags.generated.ts';
import { flagProblem } from './component-flags.ts';

type Component = keyof typeof COMPONENT_FLAGS;

const texts = z.array(z.string());
const scheme = z.enum(['http', 'https']);
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

export const anonymousAccess = z.strictObject({
  answers: z.array(z.strictObject({ path: z.enum(ANONYMOUS_PATHS), status: z.int() })).length(ANONYMOUS_PATHS.length),
});

export const endpoint = z.strictObject({
  scheme,
  host: z.string(),
  addresses: texts,
  through: z.enum(['proxy', 'gateway']).optional(),
});

export const serverTls = z.strictObject({
  versions: z.array(z.enum(['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'])),
  weakCipher: z.string().optional(),
  certificate: z.strictObject({
    validTo: day,
    daysLeft: z.int(),
    isForHost: z.boolean(),
    key: z.string(),
    bits: z.int().optional(),
  }),
});

export const credentialFacts = z.strictObject({
  form: z.enum([
    'client-certificate',
    'token',
    'token-file',
    'exec-plugin',
    'auth-provider',
    'password',
    'service-account',
    'none',
  ]),
  certificate: z
    .strictObject({ commonName: z.string(), organizations: texts, lifetimeDays: z.int(), validTo: day })
    .optional(),
  token: z
    .strictObject({
      kind: z.enum(['jwt', 'opaque']),
      lifetimeDays: z.int().optional(),
      serviceAccount: z.string().optional(),
    })
    .optional(),
  skipsTlsVerify: z.boolean(),
  scheme,
});

const settings = z.partialRecord(z.enum(KUBELET_FIELDS), z.json());

export const controlPlaneRecords = z.strictObject({
  flags: z
    .partialRecord(z.enum(Object.keys(COMPONENT_FLAGS) as Component[]), z.record(z.string(), z.string()))
    .superRefine((components, { addIssue }) => {
      for (const [component, flags] of Object.entries(components)) {
        const message = flagProblem(component as Component, Object.keys(flags ?? {}));
        if (message !== undefined) addIssue({ code: 'custom', message });
      }
    }),
  kubelet: settings.optional(),
  kubeProxy: z.strictObject({ metricsBindAddress: z.string() }).optional(),
});

export const kubeletConfigs = z.strictObject({
  nodes: z.array(z.strictObject({ node: z.string(), settings })),
  unread: z.array(z.strictObject({ node: z.string(), reason: z.string() })),
});

export const auditPolicy = z.strictObject({
  file: z.string(),
  omitStages: texts,
  rules: z.array(
    z.strictObject({
      level: z.enum(['None', 'Metadata', 'Request', 'RequestResponse']),
      users: texts,
      userGroups: texts,
      verbs: texts,
      namespaces: texts,
      nonResourceURLs: texts,
      resources: z.array(z.strictObject({ group: z.string(), resources: texts, resourceNames: texts })),
      omitStages: texts,
    }),
  ),
});
