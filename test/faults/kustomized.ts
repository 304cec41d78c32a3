/** A kustomization as people write them, and a run that changes what it builds in every way there is. */
import type { Decision } from '../../src/model/decision.ts';
import {
  DENY_SPEC,
  DNS_SPEC,
  decision,
  edit,
  ensure,
  NO_ESCALATION,
  policy,
  SET_SECCOMP,
} from '../remediation/support.ts';
import { API, binding, writeFiles } from './manifests.ts';

const RBAC = 'rbac.authorization.k8s.io/v1';

const TREE: Readonly<Record<string, string>> = {
  'base/kustomization.yaml': `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources: [shop.yaml, rights.yaml]
`,
  'base/shop.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: {name: api}
spec:
  selector: {matchLabels: {app: api}}
  template:
    metadata: {labels: {app: api}}
    spec:
      containers:
        - name: proxy
          image: "proxy:1"
        - {image: 'api:1', name: api} # the one
`,
  'base/rights.yaml': `# Asked for by the night shift.
apiVersion: ${RBAC}
kind: RoleBinding
metadata: {name: night}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: edit}
subjects: [{kind: User, name: kim, apiGroup: rbac.authorization.k8s.io}]
`,
  // Without a line end at its end, with a list in one line: as people leave it.
  'overlay/kustomization.yaml': `namespace: shop # ours

# What we share.
resources: [../base]
patches:
  - patch: |-
      {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "api"}, "spec": {"replicas": 3}}
images: [{name: api, newTag: "2"}]`,
};

export const KUSTOMIZED_DECISIONS: readonly Decision[] = [
  decision('workload', [edit(API, NO_ESCALATION, SET_SECCOMP)]),
  decision('boundary', [ensure(policy('deny', 'shop', DENY_SPEC)), ensure(policy('dns', 'shop', DNS_SPEC))]),
  decision('night', [{ op: 'delete', target: binding('night') }]),
];

export function layOutTree(folder: string): void {
  writeFiles(folder, TREE);
}
