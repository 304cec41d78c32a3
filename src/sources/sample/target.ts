/** The sample as a target: what an API server would check before it writes, in memory. */
import { deepEqual } from '../../kube/canonical.ts';
import { formatPath } from '../../kube/path.ts';
import { refKey, refOf } from '../../kube/refs.ts';
import { driftedFields, EditError, withFieldChanges } from '../../model/edits.ts';
import { type Target, TargetError, type WriteRequest, type WriteResult } from '../../model/ports.ts';
import type { KubeObject, ObjectRef } from '../../plugin-api/index.ts';
import type { SampleCluster } from './cluster.ts';
import { changedFixed } from './fixed.ts';
import { CREATED, type Stored, uidOf } from './make.ts';
import { IDENTITY } from './source.ts';

const VERIFIED = { warnings: [], verified: 'local' } as const;

export function createSampleTarget(cluster: SampleCluster): Target {
  return {
    type: 'sample',
    identity: async () => IDENTITY,
    read: async (ref) => cluster.get(ref),
    write: async (request, { dryRun }) => {
      switch (request.op) {
        case 'create':
          return create(cluster, request.object, dryRun);
        case 'patch':
          return patch(cluster, request, dryRun);
        case 'delete':
          return remove(cluster, request, dryRun);
      }
    },
  };
}

function create(cluster: SampleCluster, wanted: KubeObject, dryRun: boolean): WriteResult {
  const ref = refOf(wanted);
  if (cluster.get(ref) !== undefined) throw new TargetError('conflict', 'already exists', { subject: ref });
  const { namespace } = wanted.metadata;
  if (namespace !== undefined && cluster.get({ apiVersion: 'v1', kind: 'Namespace', name: namespace }) === undefined)
    throw new TargetError('invalid', `namespace ${namespace} does not exist`);
  const stamped = cluster.stamp({ ...wanted } as Stored);
  const uid = uidOf(`${refKey(ref)} ${stamped.metadata.resourceVersion}`);
  const metadata = { ...stamped.metadata, uid, generation: 1, creationTimestamp: CREATED };
  const after: Stored = { ...stamped, metadata };
  if (!dryRun) cluster.store(after);
  return { after, ...VERIFIED };
}

function patch(cluster: SampleCluster, request: Extract<WriteRequest, { op: 'patch' }>, dryRun: boolean): WriteResult {
  const before = precondition(cluster, request);
  const [drifted] = driftedFields(before, request.fieldChanges);
  if (drifted !== undefined)
    throw new TargetError('drift', `changed at ${formatPath(drifted.path)}`, { subject: request.ref });
  const edited = editOf(before, request);
  if (deepEqual(edited, before)) return { before, after: before, ...VERIFIED };
  const fixed = changedFixed(before, edited);
  if (fixed !== undefined) throw new TargetError('invalid', fixed);
  const generation = (before.metadata as { readonly generation?: number }).generation ?? 1;
  const after = cluster.stamp({
    ...edited,
    metadata: { ...edited.metadata, ...{ generation: generation + 1 } },
    ...withGeneration(edited, generation + 1),
  });
  if (!dryRun) cluster.store(after);
  return { before, after, ...VERIFIED };
}

function editOf(before: Stored, { fieldChanges }: Extract<WriteRequest, { op: 'patch' }>): Stored {
  try {
    return withFieldChanges(before, fieldChanges);
  } catch (error) {
    if (error instanceof EditError) throw new TargetError('invalid', error.message);
    throw error;
  }
}

/** Its controllers have seen the change by the time anybody looks. */
function withGeneration(object: Stored, generation: number): { readonly status?: unknown } {
  const status = object.status;
  if (typeof status !== 'object' || status === null || !('observedGeneration' in status)) return {};
  return { status: { ...status, observedGeneration: generation } };
}

function remove(
  cluster: SampleCluster,
  request: Extract<WriteRequest, { op: 'delete' }>,
  dryRun: boolean,
): WriteResult {
  const before = precondition(cluster, request);
  if (!dryRun) cluster.remove(request.ref);
  return { before, ...VERIFIED };
}

function precondition(
  cluster: SampleCluster,
  { ref, uid, resourceVersion }: { readonly ref: ObjectRef; readonly uid?: string; readonly resourceVersion?: string },
): Stored {
  const before = cluster.get(ref);
  if (before === undefined) throw new TargetError('gone', 'is not there', { subject: ref });
  const { metadata } = before;
  if (uid !== undefined && uid !== metadata.uid)
    throw new TargetError('drift', 'was deleted and created again', { subject: ref });
  if (resourceVersion !== undefined && resourceVersion !== metadata.resourceVersion)
    throw new TargetError('drift', 'changed since it was read', { subject: ref });
  return before;
}
