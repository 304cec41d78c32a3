/** Manifests as people write them, and a run that changes them in every way there is. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Decision } from '../../src/model/decision.ts';
import type { Edit, ObjectRef } from '../../src/plugin-api/index.ts';
import {
  DENY_SPEC,
  DNS_SPEC,
  DROP_ALL,
  decision,
  edit,
  ensure,
  NO_ESCALATION,
  policy,
  SET_SECCOMP,
  WARN,
} from '../remediation/support.ts';

const RBAC = 'rbac.authorization.k8s.io/v1';

const FILES: Readonly<Record<string, string>> = {
  // New files are entered here, and one that goes is taken out.
  'kustomization.yaml': `resources: # all of it
  - shop.yaml
  - rights/bindings.yaml
  - rights/alone.yaml   # alone
`,
  'shop.yaml': `# Everything of the shop.
apiVersion: v1
kind: Namespace
metadata: {name: shop}   # in one line
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: api
  namespace: shop
spec:
  template:
    spec:
      securityContext: null # nobody knows why
      containers:
        - name: proxy
          image: "proxy:1"
        - image: 'api:1'
          name: api # the one
          env: [{name: PASSWORD, value: "never-in-a-journal"}]
# the end
`,
  'rights/bindings.yaml': `apiVersion: ${RBAC}
kind: RoleBinding
metadata: {name: first, namespace: shop}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader}
subjects: [{kind: ServiceAccount, name: api, namespace: shop}]
---
# Asked for by the night shift.
apiVersion: ${RBAC}
kind: RoleBinding
metadata:
  name: night   # the shift
  namespace: shop
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: edit}
subjects:
  - {kind: User, name: kim, apiGroup: rbac.authorization.k8s.io}
---
apiVersion: ${RBAC}
kind: RoleBinding
metadata: {name: last, namespace: shop}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: writer}
`,
  'rights/alone.yaml': `# A file of its own.\r
apiVersion: ${RBAC}\r
kind: RoleBinding\r
metadata: {name: alone, namespace: shop}\r
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader}\r
`,
};

const SHOP: ObjectRef = { apiVersion: 'v1', kind: 'Namespace', name: 'shop' };
export const API: ObjectRef = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'api' };
export const binding = (name: string): ObjectRef => ({
  apiVersion: RBAC,
  kind: 'RoleBinding',
  namespace: 'shop',
  name,
});
const TEAM: Edit = { op: 'set', path: ['metadata', 'labels', 'team'], value: 'a' };

export const DECISIONS: readonly Decision[] = [
  decision('level', [edit(SHOP, WARN)]),
  decision('workload', [edit(API, NO_ESCALATION, DROP_ALL, SET_SECCOMP)]),
  decision('boundary', [ensure(policy('deny', 'shop', DENY_SPEC)), ensure(policy('dns', 'shop', DNS_SPEC))]),
  decision('night', [{ op: 'delete', target: binding('night') }]),
  decision('alone', [{ op: 'delete', target: binding('alone') }]),
  decision('last', [edit(binding('last'), TEAM)]),
];

export function layOut(folder: string): void {
  writeFiles(folder, FILES);
}

export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

/** Every file below, whatever its name, with its bytes. */
export function bytesBelow(folder: string): Readonly<Record<string, string>> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map(({ parentPath, name }) => join(parentPath, name)).sort();
  return Object.fromEntries(paths.map((path) => [path.slice(folder.length + 1), readFileSync(path, 'latin1')]));
}
