/** Changes that a check offers for a subject of manifests that are defined more than once: each goes to its own copy. */
import type { Inventory, World } from '../inventory/index.ts';
import { SHARED } from '../inventory/index.ts';
import { asCopy } from '../kube/copies.ts';
import { refOf } from '../kube/refs.ts';
import { newFileName } from '../kube/unplaced.ts';
import type { CheckResult, Finding } from '../model/finding.ts';
import type { Change, KubeObject, ObjectRef } from '../plugin-api/index.ts';

/** `whole`: what `seen`, that is there for the subject, is a part of. */
export function inWorld(result: CheckResult, seen: Inventory, world: World, whole: Inventory): CheckResult {
  if (result.findings.every(({ proposal }) => proposal === undefined)) return result;
  return {
    ...result,
    findings: result.findings.map((finding) => placed(finding, seen, (object) => fileFor(object, whole, world))),
  };
}

function placed(finding: Finding, seen: Inventory, fileOf: (object: KubeObject) => string | undefined): Finding {
  const { proposal } = finding;
  if (proposal === undefined) return finding;
  const changes = proposal.changes.map((change): Change => {
    if (change.op !== 'ensure') return { ...change, target: standing(change.target, seen) };
    const object = change.object as unknown as KubeObject;
    return { ...change, object: asCopy(object, fileOf(object)) as unknown as typeof change.object };
  });
  return { ...finding, proposal: { ...proposal, changes } };
}

/** The object as it stands there: the copy, or the only one. */
function standing(ref: ObjectRef, seen: Inventory): ObjectRef {
  const { file: _, ...plain } = ref;
  const found = seen.find(ref) ?? seen.find(plain);
  return found === undefined ? ref : refOf(found);
}

/** A world that is a file takes what is new; in a folder it gets a file of its own. */
function fileFor({ metadata }: KubeObject, whole: Inventory, world: World): string | undefined {
  if (world === SHARED) return undefined;
  return whole.worlds.isFile(world) ? world : `${world}/${newFileName(metadata.namespace)}`;
}
