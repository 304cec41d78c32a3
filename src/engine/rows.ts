/** Same shape, one row (ux N2): decisions that are equal after names are taken out are decided together. */
import { shortHash } from '../kube/canonical.ts';
import type { Decision, DecisionRow } from '../model/decision.ts';

const MOST_MEMBERS = 20;

/** Rows in the order of their first member. */
export function groupRows(decisions: readonly Decision[]): readonly DecisionRow[] {
  const groups = new Map<string, Decision[]>();
  for (const decision of decisions) {
    const shape = shapeOf(decision);
    const known = groups.get(shape);
    if (known === undefined) groups.set(shape, [decision]);
    else known.push(decision);
  }
  return [...groups.values()].flatMap((members) => chunks(members).map(rowOf));
}

function chunks(members: readonly Decision[]): readonly (readonly Decision[])[] {
  const found: (readonly Decision[])[] = [];
  for (let start = 0; start < members.length; start += MOST_MEMBERS)
    found.push(members.slice(start, start + MOST_MEMBERS));
  return found;
}

function rowOf(members: readonly Decision[]): DecisionRow {
  const [first] = members;
  if (first === undefined) throw new RangeError('a row needs a decision');
  if (members.length === 1) return { id: first.id, title: first.title, members };
  const own = nameOf(first);
  const title = first.title.replaceAll(own, `${stem(own)}-*`);
  return { id: shortHash(['row', ...members.map(({ id }) => id)]), title: `${title} (${members.length})`, members };
}

/** The namespace, where the decision is about one; else the object. */
function nameOf({ subject }: Decision): string {
  return subject.namespace ?? subject.name;
}

/** `shop-eu-1` and `shop-us` share the stem `shop`; a name without a dash is its own. */
function stem(name: string): string {
  const dash = name.indexOf('-');
  return dash <= 0 ? name : name.slice(0, dash);
}

function shapeOf(decision: Decision): string {
  const own = nameOf(decision);
  const { title, item, readiness, severity, owner, platform, refusal, variants, findings, subject } = decision;
  // Members come in the order in which they are written, here and in the changes that checks propose.
  const shape = JSON.stringify({
    title: title.replaceAll(own, '*'),
    item,
    readiness,
    severity,
    owner: owner?.manager,
    platform,
    refusal: refusal?.allow ?? refusal !== undefined,
    kind: subject.kind,
    object: subject.namespace === undefined ? '' : subject.name,
    variants: variants.map((variant) => [variant.readiness, variant.changes]),
    findings: findings.map((finding) => [finding.check, finding.part]).sort(),
  });
  // A decision without changes has no shape that could be carried out together.
  const alike = variants.length > 0 && own.includes('-') ? `${stem(own)}-` : own;
  return `${alike}|${shape.replaceAll(JSON.stringify(own), '"*"')}`;
}
