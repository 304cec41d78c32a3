/** Random pod templates: from ones that meet every level to ones that meet none, with what admission is asked to add. */
import fc from 'fast-check';
import { HOOKS } from './webhook.ts';

type Spec = Record<string, unknown>;

export interface Drawn {
  readonly kind: 'Deployment' | 'StatefulSet' | 'ReplicaSet' | 'CronJob' | 'Job';
  /** Makes no pod until it is told to. */
  readonly isIdle: boolean;
  readonly template: { readonly metadata: object; readonly spec: Spec };
}

/** Words for which the policy of the test adds something. */
export const POLICY_WORDS: readonly string[] = ['', 'init', 'user'];

const CONFINED = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } };

/** Each departs from a confined pod in one way; most are refused by some level. */
const TWISTS: readonly ((spec: Spec, container: Spec) => void)[] = [
  (spec) => Object.assign(spec, { hostNetwork: true }),
  (spec) => Object.assign(spec, { hostPID: true }),
  (spec) => Object.assign(spec, { hostUsers: false }),
  (spec) => Object.assign(spec, { securityContext: { runAsNonRoot: true } }),
  (spec) => Object.assign(spec, { securityContext: { seccompProfile: { type: 'RuntimeDefault' } } }),
  (spec) => Object.assign(spec, { volumes: [{ name: 'logs', hostPath: { path: '/var/log' } }] }),
  (_, container) => Object.assign(container, { securityContext: { privileged: true } }),
  (_, container) => Object.assign(container, { securityContext: { ...CONFINED, capabilities: { add: ['SYS_TIME'] } } }),
  (_, container) => Object.assign(container, { securityContext: { ...CONFINED, capabilities: { add: ['CHOWN'] } } }),
  (_, container) => Object.assign(container, { securityContext: { ...CONFINED, runAsUser: 0 } }),
  (_, container) => Object.assign(container, { securityContext: { ...CONFINED, procMount: 'Default' } }),
  (_, container) => Object.assign(container, { ports: [{ containerPort: 18_080, hostPort: 18_080 }] }),
  (_, container) => Object.assign(container, { securityContext: {} }),
  () => {},
  () => {},
  () => {},
  () => {},
];

const drawn = fc.record({
  kind: fc.constantFrom<Drawn['kind']>('Deployment', 'StatefulSet', 'ReplicaSet', 'CronJob', 'Job'),
  isIdle: fc.boolean(),
  hook: fc.constantFrom('', '', '', 'confined', 'confined', ...HOOKS),
  word: fc.constantFrom('', '', '', ...POLICY_WORDS),
  twists: fc.array(fc.nat(TWISTS.length - 1), { maxLength: 2 }),
});

export function drawTemplates(amount: number, seed: number): readonly Drawn[] {
  return fc.sample(drawn, { numRuns: amount, seed }).map(({ kind, isIdle, hook, word, twists }, index) => {
    const container: Spec = { name: 'main', image: 'registry.example/main:1', securityContext: CONFINED };
    const spec: Spec = {
      securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [container],
      volumes: [],
    };
    for (const twist of twists) TWISTS[twist]?.(spec, container);
    if (kind === 'CronJob' || kind === 'Job') spec.restartPolicy = 'Never';
    // Each is a template of its own.
    const metadata = { labels: { nth: `n${index}` }, annotations: { hook, word } };
    return { kind, isIdle, template: { metadata, spec } };
  });
}
