/** A template that is given back must still be let in: a later run may have made its namespace enforce more. */
import { evaluatePod, minorOf, namespacePolicy, type PodInput, versionOn } from '../../analysis/pod-security/index.ts';
import { isJsonObject, valueAt } from '../../kube/path.ts';
import type { StepPreview, StepRefusal } from '../../model/plan.ts';
import { TargetError } from '../../model/ports.ts';
import type { FieldPath, KubeObject } from '../../plugin-api/index.ts';
import type { Inquiry } from '../context.ts';
import { nameOf } from '../words.ts';

type Labels = Readonly<Record<string, string>> | undefined;

/** Refusals for templates whose pods would be refused, and are let in as they are now. `version`: of the server. */
export async function enforcementRefusals(
  steps: readonly StepPreview[],
  version: string,
  inquiry: Inquiry,
): Promise<readonly (StepRefusal & { readonly step: number })[]> {
  const server = minorOf(version);
  const known = new Map<string, Promise<Labels>>();
  const labelsOf = (namespace: string) => {
    const found = known.get(namespace) ?? readLabels(namespace, steps, inquiry);
    known.set(namespace, found);
    return found;
  };
  const refusals: (StepRefusal & { readonly step: number })[] = [];
  for (const step of steps) {
    const { ref, before, after } = step;
    const [was, is] = [before, after].map((object) => (object === undefined ? undefined : podOf(object)));
    if (was === undefined || is === undefined || ref.namespace === undefined) continue;
    const enforce = namespacePolicy(await labelsOf(ref.namespace)).enforce;
    if (enforce === null) continue;
    const policy = { ...enforce, version: versionOn(server, enforce.version) };
    if (evaluatePod(was, policy).length > 0 || evaluatePod(is, policy).length === 0) continue;
    const reason =
      `Namespace ${ref.namespace} enforces ${enforce.level} now: pods of the earlier template of ${nameOf(ref)} ` +
      'would be refused. Take the enforcement back first.';
    refusals.push({ step: step.step, decision: step.decision, title: step.title, code: 'guard', reason });
  }
  return refusals;
}

/** As they are once the steps are made. */
async function readLabels(
  name: string,
  steps: readonly StepPreview[],
  { context: { target }, signal }: Inquiry,
): Promise<Labels> {
  const own = steps.find(({ ref, effect }) => ref.kind === 'Namespace' && ref.name === name && effect === 'patch');
  if (own?.after !== undefined) return own.after.metadata.labels;
  try {
    return (await target.read({ apiVersion: 'v1', kind: 'Namespace', name }, signal))?.metadata.labels;
  } catch (error) {
    // Who may not read the namespace is not kept from taking their own change back.
    if (error instanceof TargetError) return undefined;
    throw error;
  }
}

const TEMPLATES: readonly FieldPath[] = [
  ['spec', 'template'],
  ['spec', 'jobTemplate', 'spec', 'template'],
];

function podOf(object: KubeObject): PodInput | undefined {
  const template = TEMPLATES.map((path) => valueAt(object, path)).find(isJsonObject);
  if (template === undefined || !isJsonObject(template.spec) || !Array.isArray(template.spec.containers))
    return undefined;
  const annotations = valueAt(template, ['metadata', 'annotations']);
  // The API server holds the shape of pod templates; checks read them in the same way.
  return {
    spec: template.spec as unknown as PodInput['spec'],
    annotations: (isJsonObject(annotations) ? annotations : {}) as PodInput['annotations'],
  };
}
