/** How a template that is given back reaches the pods; of other changes their checks say it. Pure. */
import { valueAt } from '../../kube/path.ts';
import type { StepPreview } from '../../model/plan.ts';
import type { KubeObject } from '../../plugin-api/index.ts';
import { nameOf } from '../words.ts';

export function rolloutCaveats({ request, ref, before }: StepPreview): readonly string[] {
  if (before === undefined || request?.op !== 'patch') return [];
  const isTemplate = request.fieldChanges.some(
    ({ path: [root, member] }) => root === 'spec' && TEMPLATES.has(String(member)),
  );
  if (!isTemplate) return [];
  const caveat = caveatOf(before);
  return caveat === undefined ? [] : [`${nameOf(ref)} ${caveat}.`];
}

const TEMPLATES: ReadonlySet<string> = new Set(['template', 'jobTemplate']);

function caveatOf(object: KubeObject): string | undefined {
  switch (object.kind) {
    case 'Deployment':
      if (valueAt(object, ['spec', 'paused']) === true) return 'is paused: its pods get the change when it is resumed';
      if (valueAt(object, ['spec', 'strategy', 'type']) === 'Recreate')
        return 'stops all its pods before it starts new ones';
      return undefined;
    case 'StatefulSet':
    case 'DaemonSet':
      if (valueAt(object, ['spec', 'updateStrategy', 'type']) === 'OnDelete')
        return 'updates on delete: its pods get the change when somebody deletes them';
      return valueAt(object, ['spec', 'replicas']) === 1 ? 'has one replica: it is away while it restarts' : undefined;
    case 'ReplicaSet':
    case 'ReplicationController':
      return 'does not replace its pods: new ones get the change';
    case 'CronJob':
      return 'changes its next jobs: those that run now keep what they have';
    default:
      return undefined;
  }
}
