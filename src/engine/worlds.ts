/** Changes that a check offers for a subject of manifests that are defined more than once: each goes to its own copy. */
import type { Inventory, World } from '../inventory/index.ts';
import { SHARED } from '../inventory/index.ts';
import { asCopy } from '../kube/copies.ts';
import { objectName, refKey, refOf } from '../kube/refs.ts';
import { newFileName } from '../kube/unplaced.ts';
import type { CheckResult, Finding } from '../model/finding.ts';
import type { AnyAutomatedCheck, Change, Evidence, KubeObject, ObjectRef, Subject } from '../plugin-api/index.ts';
import { nameSome } from '../text/words.ts';
import { saidOnce } from './unique-ids.ts';
import { kindsBehind, objectReadsOf } from './view/reads.ts';

/** The verdict on a subject by what is there for it; on the cluster by every copy. */
export function judgedInWorld(
  check: AnyAutomatedCheck,
  subject: Subject,
  inventory: Inventory,
  evaluate: (seen: Inventory) => CheckResult,
): CheckResult {
  const { worlds } = inventory;
  if (!worlds.hasCopies) return evaluate(inventory);
  const world = worlds.of(subject.ref);
  const seen = check.subject === 'Cluster' ? inventory : worlds.from(world);
  const result = evaluate(seen);
  if (seen === inventory) return saidOnce(result);
  return namingCopies(inWorld(result, seen, world, inventory), subject, worlds.chosenIn(world), inventory);
}

/** `whole`: what `seen`, that is there for the subject, is a part of. */
function inWorld(result: CheckResult, seen: Inventory, world: World, whole: Inventory): CheckResult {
  if (result.findings.every(({ proposal }) => proposal === undefined)) return result;
  return {
    ...result,
    findings: result.findings.map((finding) => placed(finding, seen, (object) => fileFor(object, whole, world))),
  };
}

/** Whoever reads the verdict is told which copies it rests on, where the subject belongs to none of their worlds. */
function namingCopies(
  result: CheckResult,
  { ref }: Subject,
  chosen: readonly KubeObject[],
  inventory: Inventory,
): CheckResult {
  const kinds = new Set(objectReadsOf(result.check).flatMap(({ what }) => kindsBehind(what)));
  const looked = chosen
    .map(refOf)
    .filter((each) => kinds.has(inventory.kindOf(each)) && refKey(each) !== refKey(ref))
    .filter(({ namespace }) => ref.namespace === undefined || namespace === undefined || namespace === ref.namespace);
  if (looked.length === 0) return result;
  const text = `Defined more than once, of which this rests on: ${nameSome(looked.map(objectName))}.`;
  const evidence = (said: readonly Evidence[]) => [...said, { text }];
  return {
    ...result,
    evidence: evidence(result.evidence),
    findings: result.findings.map((finding) => ({ ...finding, evidence: evidence(finding.evidence) })),
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
