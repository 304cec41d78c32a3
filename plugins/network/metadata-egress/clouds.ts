/** Whether a node is of a cloud whose metadata service hands out credentials. */
import { defineFact, type KindMap, may } from 'kubectl-harden/plugin-api';

/** What stands before `://` in `spec.providerID`. */
const CLOUDS: readonly string[] = [
  'aws',
  'azure',
  'gce',
  'openstack',
  'alicloud',
  'oci',
  'ibm',
  'digitalocean',
  'hcloud',
  'scaleway',
];

function isOfCloud({ spec }: KindMap['Node']): boolean {
  const [scheme = ''] = (spec?.providerID ?? '').split('://');
  // Alibaba and Oracle write theirs without one.
  return CLOUDS.includes(scheme) || /^(ocid1\.|[a-z]{2}-[a-z]+(-\d)?\.i-)/.test(spec?.providerID ?? '');
}

export const isInCloud = defineFact({
  name: 'a node of a cloud',
  scope: 'cluster',
  reads: [may('Node')],
  derive: (view) => view.own('Node').value.some(isOfCloud),
});
