/** What decisions have in common that may share a row (ux N2, N6): their shape, and the source that they are changed in. */
import { canonicalJson, shortHash } from '../../kube/canonical.ts';
import type { Decision, Owner } from '../../model/decision.ts';
import { isPutBack } from '../../model/platform.ts';
import type { Edit, ObjectRef } from '../../plugin-api/index.ts';

const shapes = new WeakMap<Decision, string>();

/** Equal for decisions that may share a row: what is done is the same, whatever the objects and their containers are called. */
export function shapeOf(decision: Decision): string {
  const known = shapes.get(decision) ?? shortHash([decision.item, madeShape(decision)], 24);
  shapes.set(decision, known);
  return known;
}

function madeShape(decision: Decision): string {
  const { title, item, readiness, severity, owner, platform, refusal, variants, findings, subject, inputs } = decision;
  const shape = {
    title: withoutNames(title, subject),
    item,
    readiness,
    severity,
    owner: owner?.manager,
    platform,
    refusal: refusal?.allow ?? refusal !== undefined,
    kind: subject.kind,
    variants: variants.map((variant) => [variant.readiness, variant.changes.map(ordered)]),
    // Not how often: a namespace boundary is the same for three workloads and for four.
    checks: [...new Set(findings.map(({ check }) => check))].sort(),
    inputs: inputs?.map(({ check, describe }) => [check, describe]),
  };
  const signs = new Map([...namesOf(decision), ...partSigns(decision)]);
  const edits = new Set(variants.flatMap(({ changes }) => changes.flatMap(editsOf)));
  const unnamed = (value: unknown) => replaced(JSON.stringify(value), signs);
  return [unnamed(shape), ...[...edits].map(unnamed).sort()].join('\n');
}

type Change = Decision['variants'][number]['changes'][number];
type Signs = ReadonlyMap<string, string>;

/** Edits come in an order that hangs on names: they are compared apart from the rest, sorted. */
function ordered(change: Change): unknown {
  return change.op === 'edit' ? { op: change.op, target: change.target, edits: change.edits.length } : change;
}

function editsOf(change: Change): readonly Edit[] {
  return change.op === 'edit' ? change.edits : [];
}

/** An image by its digest: what a pin writes is another value for each image, and the same change. */
const PINNED = /"[^"\s]+@sha256:[0-9a-f]{64}"/g;

/** What is added for a container has its name in its own. */
function replaced(text: string, signs: Signs): string {
  let plain = text;
  const isAdded = text.includes('"harden-');
  for (const [name, sign] of signs) {
    plain = plain.replaceAll(JSON.stringify(name), sign);
    if (isAdded) plain = plain.replaceAll(`"harden-${name}-`, `"harden-${sign.slice(1, -1)}-`);
  }
  return plain.includes('@sha256:') ? plain.replace(PINNED, '"*digest"') : plain;
}

function withoutNames(title: string, { namespace, name }: ObjectRef): string {
  const whole = namespace === undefined ? title : title.replaceAll(`${namespace}/${name}`, '*');
  const without = whole.replaceAll(name, '*');
  return namespace === undefined ? without : without.replaceAll(namespace, '*');
}

/** What is called differently in each member: the object, its namespace, its file. */
function namesOf({ subject: { namespace, name, file } }: Decision): readonly (readonly [string, string])[] {
  return [
    ...(file === undefined ? [] : [[file, '"*file"'] as const]),
    ...(namespace === undefined ? [] : [[namespace, '"*namespace"'] as const]),
    [name, '"*name"'],
  ];
}

const NO_PARTS: Signs = new Map();

/** A container is called by what is found and changed in it. */
function partSigns({ findings, variants }: Decision): Signs {
  const parts = [...new Set(findings.flatMap(({ part }) => part ?? []))].sort();
  if (parts.length === 0) return NO_PARTS;
  const edits = variants.flatMap(({ changes }) => changes.flatMap(editsOf)).map((edit) => JSON.stringify(edit));
  return new Map(
    parts.map((part) => {
      const own = JSON.stringify(part);
      const checks = findings.flatMap((finding) => (finding.part === part ? finding.check : [])).sort();
      const changed = edits
        .filter((edit) => edit.includes(own))
        .map((edit) => replaced(edit, new Map([[part, '"*"']])));
      return [part, `"*part ${shortHash([...checks, ...changed.sort()])}"`];
    }),
  );
}

/** The release, application or custom resource that a decision is changed in; undefined: where it is. */
export function sourceOf({ owner, readiness, subject, platform }: Decision): string | undefined {
  if (owner === null || !isPutBack(owner) || (readiness !== 'elsewhere' && readiness !== 'needs-input'))
    return undefined;
  return canonicalJson([owner.manager, owner.source ?? owner.label, homeOf(owner, subject), platform]);
}

/** Names of releases and custom resources are those of their namespace. */
function homeOf({ manager, home }: Owner, { namespace }: ObjectRef): string {
  return home ?? (manager === 'operator' ? (namespace ?? '') : '');
}
