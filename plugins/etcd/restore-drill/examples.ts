/** A restore of one namespace into another, which disturbs nobody. */
import type { Example } from 'kubectl-harden/plugin-api';

const FILE_1 = `apiVersion: velero.io/v1
kind: Restore
metadata:
  name: drill
  namespace: velero
spec:
  scheduleName: daily
  includedNamespaces: [shop]
  namespaceMapping:
    shop: shop-restored
`;

export const EXAMPLES: readonly Example[] = [
  { name: 'restore.yaml', title: 'A drill with Velero: one namespace under another name', text: FILE_1 },
];
