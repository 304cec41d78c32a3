/** Random small clusters with random plans for them. */
import fc from 'fast-check';
import { refKey, refOf } from '../../src/kube/refs.ts';
import type { Decision } from '../../src/model/decision.ts';
import type { Change, Edit, KubeObject } from '../../src/plugin-api/index.ts';
import {
  binding,
  DENY_SPEC,
  DNS_SPEC,
  DROP_ALL,
  decision,
  deployment,
  ENFORCE,
  edit,
  ensure,
  NO_ESCALATION,
  namespace,
  policy,
  SET_SECCOMP,
  user,
  WARN,
} from './support.ts';

export interface Case {
  readonly objects: readonly KubeObject[];
  readonly decisions: readonly Decision[];
}

const POD = ['spec', 'template', 'spec'] as const;
const POD_EDITS: readonly Edit[] = [
  SET_SECCOMP,
  NO_ESCALATION,
  DROP_ALL,
  { op: 'set', path: [...POD, 'securityContext', 'runAsNonRoot'], value: true },
  { op: 'unset', path: [...POD, 'hostPID'] },
  { op: 'unset', path: [...POD, 'volumes', { key: 'name', is: 'sock' }] },
  { op: 'add', path: [...POD, 'volumes'], key: 'name', value: { name: 'tmp', emptyDir: {} } },
  {
    op: 'exclude',
    path: [...POD, 'containers', { key: 'name', is: 'api' }, 'securityContext', 'capabilities', 'add'],
    value: 'NET_ADMIN',
  },
  {
    op: 'add',
    path: [...POD, 'containers', { key: 'name', is: 'api' }, 'volumeMounts'],
    key: 'mountPath',
    value: { name: 'tmp', mountPath: '/tmp' },
  },
];
const LABEL_EDITS: readonly Edit[] = [WARN, ENFORCE, { op: 'unset', path: ['metadata', 'labels', 'old'] }];

const SECURITY_CONTEXTS = [
  undefined,
  {},
  { allowPrivilegeEscalation: true },
  { capabilities: { add: ['NET_ADMIN', 'CHOWN'] } },
  { capabilities: { drop: ['NET_RAW'] }, allowPrivilegeEscalation: false },
];

const workload = (name: string) =>
  fc
    .record({
      context: fc.constantFrom(...SECURITY_CONTEXTS),
      host: fc.boolean(),
      volumes: fc.constantFrom(
        undefined,
        [],
        [
          { name: 'sock', hostPath: { path: '/x' } },
          { name: 'data', emptyDir: {} },
        ],
      ),
      edits: fc.subarray([...POD_EDITS], { minLength: 1 }),
    })
    .map(({ context, host, volumes, edits }) => {
      const base = deployment(name, 'shop', context === undefined ? {} : { securityContext: context });
      const { spec } = base as unknown as { spec: { template: { spec: object } } };
      const pod = { ...spec.template.spec, ...(host ? { hostPID: true } : {}), ...(volumes ? { volumes } : {}) };
      const object = { ...base, spec: { ...spec, template: { ...spec.template, spec: pod } } } as KubeObject;
      return { objects: [object], changes: [edit(object, ...edits)] };
    });

const labels = fc
  .record({
    labels: fc.constantFrom<Readonly<Record<string, string>>>(
      {},
      { old: 'x' },
      { old: 'x', 'pod-security.kubernetes.io/warn': 'baseline' },
    ),
    edits: fc.subarray([...LABEL_EDITS], { minLength: 1 }),
  })
  .map(({ labels: found, edits }) => {
    const object = namespace('shop', found);
    return { objects: [object], changes: [edit(object, ...edits)] };
  });

const policies = fc
  .constantFrom<readonly KubeObject[]>([], [policy('harden-allow-dns', 'shop', DNS_SPEC)])
  .map((there) => ({
    objects: there,
    changes: [
      ensure(policy('harden-default-deny-egress', 'shop', DENY_SPEC)),
      ensure(policy('harden-allow-dns', 'shop', DNS_SPEC)),
    ],
  }));

const rights = fc
  .record({ users: fc.subarray(['ann', 'ben', 'cy'], { minLength: 1 }), whole: fc.boolean() })
  .map(({ users, whole }) => {
    const object = binding('viewers', users, 'view');
    const change: Change = whole
      ? { op: 'delete', target: refOf(object) }
      : edit(object, { op: 'exclude', path: ['subjects'], value: user(users[0] ?? '') });
    return { objects: [object], changes: [change] };
  });

/** Each part may be absent; the decisions come in any order. */
export const cases: fc.Arbitrary<Case> = fc
  .tuple(
    fc.subarray(['labels', 'policies', 'api', 'web', 'rights'] as const, { minLength: 1 }),
    labels,
    policies,
    workload('api'),
    workload('web'),
    rights,
    fc.infiniteStream(fc.nat(9)),
  )
  .map(([chosen, ns, net, api, web, access, dice]) => {
    const parts = { labels: ns, policies: net, api, web, rights: access };
    const all = Object.values(parts).flatMap(({ objects }) => objects);
    const decisions = chosen
      .map((name) => ({ order: dice.next().value ?? 0, decision: decision(name, parts[name].changes) }))
      .sort((left, right) => left.order - right.order);
    return {
      objects: [...new Map(all.map((object) => [refKey(refOf(object)), object])).values()],
      decisions: decisions.map((one) => one.decision),
    };
  });
