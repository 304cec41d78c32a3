/** Which check tells which capability: each right of a rule is in one of them, so that each can be taken away alone. */
import { rbac, remembered } from 'kubectl-harden/plugin-api';

const GROUPS: Partial<Readonly<Record<rbac.CapabilityId, string>>> = {
  'secrets-read': 'secrets-read',
  'workload-create': 'workload-create',
  'pod-exec': 'pod-exec',
  'pod-connect-get': 'pod-exec',
  'pod-forward': 'pod-exec',
  'pod-proxy': 'pod-exec',
  'pod-debug': 'pod-exec',
  'role-write': 'role-binding-write',
  'binding-write': 'role-binding-write',
  escalate: 'escalate-bind',
  bind: 'escalate-bind',
  impersonate: 'impersonate',
  'impersonate-account': 'impersonate',
  'impersonate-limited': 'impersonate',
  'nodes-proxy': 'nodes-proxy',
  'nodes-log': 'nodes-proxy',
  'token-create': 'token-create',
  'csr-approval': 'csr-approve',
  'csr-approve': 'csr-approve',
  'csr-sign': 'csr-approve',
  'trust-attest': 'csr-approve',
  'webhook-write': 'extension-write',
  'policy-write': 'extension-write',
  'api-write': 'extension-write',
  'volume-create': 'infra-write',
  'node-write': 'infra-write',
  'node-status': 'infra-write',
  'namespace-patch': 'namespace-patch',
};

export function checkOf(id: rbac.CapabilityId): string | undefined {
  const group = GROUPS[id];
  return group === undefined ? undefined : `rbac/${group}`;
}

const NOTHING: readonly rbac.GivenCapability[] = [];
const byCheck = remembered((rule: rbac.Rule) => Map.groupBy(rbac.capabilitiesOf(rule), ({ id }) => checkOf(id)));

/** What a rule gives that one check tells: one list for each rule. */
export function givenBy(rule: rbac.Rule, check: string): readonly rbac.GivenCapability[] {
  return byCheck(rule).get(check) ?? NOTHING;
}

export const CAPABILITY_CHECKS: readonly string[] = [...new Set(Object.values(GROUPS).map((group) => `rbac/${group}`))];
