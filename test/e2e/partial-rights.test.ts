/** As `test/session/partial-rights.test.ts`, by RBAC of the real API server: each set of rights is another user. */
import { expect, onTestFinished, test } from 'vitest';
import { KINDS } from '../../src/kube/kinds.ts';
import { connectLive } from '../../src/sources/live/index.ts';
import { ownCluster, type TestCluster } from '../support/cluster.ts';
import { type Case, drawCases, scanWith } from '../support/rights/cases.ts';
import { betterThan } from '../support/rights/compare.ts';
import type { Rights } from '../support/rights/server.ts';

const RBAC = '/apis/rbac.authorization.k8s.io/v1';
const NAMESPACES = ['rights-a', 'rights-b', 'rights-c'];
const GROUPS = Object.values(KINDS);

function lists(plurals: readonly string[]): readonly object[] {
  return GROUPS.filter(({ plural }) => plurals.includes(plural)).map(({ group, plural }) => ({
    apiGroups: [group],
    resources: [plural],
    verbs: ['list'],
  }));
}

/** Cluster-wide, or in one namespace. */
async function grant({ api }: TestCluster, user: string, rules: readonly object[], namespace?: string): Promise<void> {
  if (rules.length === 0) return;
  const [prefix, root] = namespace === undefined ? ['Cluster', RBAC] : ['', `${RBAC}/namespaces/${namespace}`];
  const plural = (kind: string) => `${root}/${prefix.toLowerCase()}${kind}`;
  await api.json('POST', plural('roles'), { metadata: { name: user }, rules });
  await api.json('POST', plural('rolebindings'), {
    metadata: { name: user },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: `${prefix}Role`, name: user },
    subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: user }],
  });
}

async function grantAll(
  the: TestCluster,
  user: string,
  { everywhere, within, named, paths, hasNames }: Rights,
): Promise<void> {
  const byName = { apiGroups: [''], resources: ['namespaces'], resourceNames: [...named], verbs: ['get'] };
  await grant(the, user, [
    ...lists(everywhere),
    ...(named.length === 0 ? [] : [byName]),
    ...(hasNames ? [{ apiGroups: ['*'], resources: ['*'], resourceNames: ['one'], verbs: ['list'] }] : []),
    ...(paths.length === 0 ? [] : [{ nonResourceURLs: [...paths], verbs: ['get'] }]),
  ]);
  for (const [namespace, plurals] of Object.entries(within)) await grant(the, user, lists(plurals), namespace);
}

async function fill({ api }: TestCluster, namespace: string, at: number): Promise<void> {
  await api.json('POST', '/api/v1/namespaces', { metadata: { name: namespace } });
  const labels = { app: 'one' };
  const container = { name: 'one', image: 'registry.example.com/one:1', securityContext: { privileged: at === 0 } };
  await api.json('POST', `/apis/apps/v1/namespaces/${namespace}/deployments`, {
    metadata: { name: 'one' },
    spec: {
      replicas: 0,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [container] } },
    },
  });
}

test('RBAC of the API server takes away sight, and never makes anything look better', async () => {
  const the = await ownCluster();
  await Promise.all(NAMESPACES.map((namespace, at) => fill(the, namespace, at)));
  const scan = async (each: Case, as?: string) => {
    const flags = { kubeconfig: the.kubeconfig, ...(as === undefined ? {} : { as }) };
    const limits = { inFlight: 8, perSecond: 1e6, burst: 1e6 };
    const connection = await connectLive(flags, { isTerminal: () => false }, undefined, { limits });
    onTestFinished(() => connection.close());
    return scanWith(connection.source, each, the.dir);
  };
  for (const [index, each] of drawCases(NAMESPACES, 8).entries()) {
    const user = `partial-${index}`;
    await grantAll(the, user, each.rights);
    // Roles that a case grants are there for the administrator as well.
    const whole = await scan(each);
    expect(betterThan(whole, await scan(each, user)), JSON.stringify(each)).toEqual([]);
  }
});
