/** Whether a node is of a cloud whose metadata service hands out credentials. */
import { defineFact, type KindMap, may } from 'kubectl-harden/plugin-api';

/** What stands before `://` in `spec.providerID`. */
const CLOUDS: readonly string[] = [
  'aws',
  'azure',
  'gce',
  'openstack',
  'oci',
  'ibm',
  'digitalocean',
  'hcloud',
  'scaleway',
];

/** Where nearly all of them have it. */
export const METADATA = '169.254.169.254';
const OF_ALIBABA = '100.100.100.200';

/** The address of the metadata service of the cloud that a node is of; `undefined`: it is of none that is known here. */
function metadataOf({ spec }: KindMap['Node']): string | undefined {
  const id = spec?.providerID ?? '';
  const [scheme = ''] = id.split('://');
  // Alibaba and Oracle write theirs without a scheme.
  if (scheme === 'alicloud' || /^[a-z]{2}-[a-z]+(-\d)?\.i-/.test(id)) return OF_ALIBABA;
  return CLOUDS.includes(scheme) || id.startsWith('ocid1.') ? METADATA : undefined;
}

/** Of the first node that is of one. */
export const metadataOfCloud = defineFact({
  name: 'the metadata service of the cloud',
  scope: 'cluster',
  reads: [may('Node')],
  derive: (view) =>
    view
      .own('Node')
      .value.map(metadataOf)
      .find((address) => address !== undefined),
});
