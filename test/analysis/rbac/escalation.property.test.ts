/** Ways to all rights and to nodes are those that a closure over all that each subject holds finds, whatever grants it. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { escalations, type Granted, joinedSteps, type Rule, stepsOf } from '../../../src/analysis/rbac/index.ts';
import { rule } from '../../support/rbac/objects.ts';
import '../../support/setup/seed.ts';

const RBAC = 'rbac.authorization.k8s.io';
const CERTIFICATES = 'certificates.k8s.io';
const RIGHTS: Readonly<Record<string, Rule>> = {
  escalate: rule('escalate', 'clusterroles', RBAC),
  roles: rule('update', 'clusterroles', RBAC),
  bind: rule('bind', 'clusterroles', RBAC),
  bindings: rule('create', 'clusterrolebindings', RBAC),
  read: rule('get', 'secrets'),
  make: rule('create', 'secrets'),
  pods: rule('create', 'pods'),
  labels: rule('patch', 'namespaces'),
  volumes: rule('create', 'persistentvolumes'),
  approve: rule('approve', 'signers', CERTIFICATES),
  approval: rule('update', 'certificatesigningrequests/approval', CERTIFICATES),
  request: rule('create', 'certificatesigningrequests', CERTIFICATES),
};
const OF_CLUSTER: ReadonlySet<string> = new Set(['volumes', 'approve', 'approval', 'request']);
const ACCOUNTS: Readonly<Record<string, readonly string[]>> = { a: ['one', 'two'], b: ['one'] };
const SUBJECTS = [
  'ServiceAccount:a/one',
  'ServiceAccount:a/two',
  'ServiceAccount:b/one',
  'User:x',
  'Group:team',
  'Group:system:serviceaccounts:a',
  'Group:system:serviceaccounts',
  'Group:system:authenticated',
];

interface Grant {
  readonly subject: string;
  readonly namespace: string | null;
  readonly rights: readonly string[];
}
const grants: fc.Arbitrary<readonly Grant[]> = fc.array(
  fc.record({
    subject: fc.constantFrom(...SUBJECTS),
    namespace: fc.constantFrom(null, 'a', 'b'),
    rights: fc.uniqueArray(fc.constantFrom(...Object.keys(RIGHTS)), { minLength: 1, maxLength: 2 }),
  }),
  { maxLength: 8 },
);

function holds(all: readonly Grant[], subject: string): (right: string, namespace: string | null) => boolean {
  const [, own] = /^ServiceAccount:(.*)\//.exec(subject) ?? /^Group:system:serviceaccounts:(.*)$/.exec(subject) ?? [];
  const isAccount = own !== undefined || subject === 'Group:system:serviceaccounts';
  const names = new Set([
    subject,
    'Group:system:authenticated',
    ...(isAccount ? ['Group:system:serviceaccounts'] : []),
    ...(own === undefined ? [] : [`Group:system:serviceaccounts:${own}`]),
  ]);
  return (right, namespace) =>
    all.some(
      (grant) =>
        names.has(grant.subject) &&
        grant.rights.includes(right) &&
        (grant.namespace === null || (grant.namespace === namespace && !OF_CLUSTER.has(right))),
    );
}

/** What a subject gets to in one step: the cluster, a node, or accounts of a namespace. */
function gets(
  all: readonly Grant[],
  subject: string,
): { cluster: boolean; node: boolean; namespaces: readonly string[] } {
  const has = holds(all, subject);
  const both = (namespace: string | null, ...rights: readonly string[]) =>
    rights.every((right) => has(right, namespace));
  const places = [null, 'a', 'b'];
  const isTop = (namespace: string | null) =>
    both(namespace, 'escalate', 'roles') || both(namespace, 'bind', 'bindings');
  return {
    cluster: isTop(null) || both(null, 'approve', 'approval', 'request'),
    // Pods of a are kept off their node by a Pod Security level; whoever may start them everywhere finds another place.
    node: places.some((each) => has('pods', each) && (each !== 'a' || both(each, 'labels') || has('volumes', null))),
    namespaces: ['a', 'b'].filter((each) => isTop(each) || both(each, 'read', 'make') || has('pods', each)),
  };
}

/** `cluster-admin` before `node`. */
function targetOf(all: readonly Grant[], subject: string): string | undefined {
  const seen = new Set<string>();
  const open = [subject];
  let isNode = false;
  for (let each = open.pop(); each !== undefined; each = open.pop()) {
    if (seen.has(each)) continue;
    seen.add(each);
    const { cluster, node, namespaces } = gets(all, each);
    if (cluster) return 'cluster-admin';
    isNode ||= node;
    for (const namespace of namespaces)
      for (const name of ACCOUNTS[namespace] ?? []) open.push(`ServiceAccount:${namespace}/${name}`);
  }
  return isNode ? 'node' : undefined;
}

test('what several bindings give together is found, and the best cut is one that cuts as many as it says', () => {
  fc.assert(
    fc.property(grants, (all) => {
      const given = all.map(({ subject, namespace, rights }, at): Granted => {
        const kind = namespace === null ? 'ClusterRoleBinding' : 'RoleBinding';
        const via = { binding: { kind, namespace, name: `g${at}` }, role: { kind: 'ClusterRole', name: `g${at}` } };
        return { subject, namespace, rules: rights.flatMap((right) => RIGHTS[right] ?? []), via };
      });
      const found = escalations(
        given.flatMap((each) => stepsOf(each, (namespace) => namespace === 'a')),
        { in: (namespace) => ACCOUNTS[namespace] ?? [], namespaces: () => Object.keys(ACCOUNTS) },
        (isLeft) => joinedSteps(given.filter(({ via }) => isLeft(via))),
      );
      const starts = SUBJECTS.filter((subject) => subject.startsWith('ServiceAccount:'));
      for (const subject of SUBJECTS)
        if (subject.startsWith('ServiceAccount:') || all.some((grant) => grant.subject === subject))
          expect([subject, found.from(subject)?.target]).toEqual([subject, targetOf(all, subject)]);
      const best = found.bestCut(starts);
      const lost = (at: number) => {
        const left = all.filter((_, index) => index !== at);
        return starts.filter((each) => targetOf(all, each) !== undefined && targetOf(left, each) === undefined).length;
      };
      const most = Math.max(0, ...all.map((_, at) => lost(at)));
      expect(best?.cut ?? 0).toBe(most);
      if (best !== undefined) expect(lost(Number(/g(\d+)$/.exec(best.binding)?.[1]))).toBe(best.cut);
    }),
    { numRuns: 400 },
  );
});
