/** Of custom resources only what some check said it keeps: they may hold anything, credentials included. */
import { isJsonObject } from '../kube/path.ts';
import type { KindRequest } from '../model/ports.ts';
import type { JsonObject, StoredKind } from '../plugin-api/index.ts';

/** Everything of a value, or only these of its members. */
type Kept = 'all' | Map<string, Kept>;
export type KeptMembers = ReadonlyMap<StoredKind, ReadonlyMap<string, Kept>>;

/** Type, name and metadata are there in any case, and of the metadata never more than of other kinds. */
const OWN: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata']);

export function keptMembers(kinds: readonly KindRequest[]): KeptMembers {
  return new Map(kinds.flatMap(({ kind, keep }) => (keep === undefined ? [] : [[kind, treeOf(keep)] as const])));
}

function treeOf(paths: readonly string[]): ReadonlyMap<string, Kept> {
  const tree = new Map<string, Kept>();
  for (const path of paths) {
    const [first = '', ...rest] = path.split('.');
    if (!OWN.has(first)) add(tree, first, rest);
  }
  return tree;
}

/** The wider of two paths holds: `spec` keeps more than `spec.provider`. */
function add(tree: Map<string, Kept>, member: string, [next, ...rest]: readonly string[]): void {
  const known = tree.get(member);
  if (known === 'all') return;
  if (next === undefined) {
    tree.set(member, 'all');
    return;
  }
  const below = known ?? new Map<string, Kept>();
  tree.set(member, below);
  add(below, next, rest);
}

/** Of members that are not there, or are no objects, nothing is kept below. A path goes through every item of a list. */
export function onlyKept(object: JsonObject, kept: ReadonlyMap<string, Kept> = new Map()): JsonObject {
  return pickMembers(object, kept) as JsonObject;
}

function pick(value: unknown, kept: Kept): unknown {
  if (kept === 'all') return value;
  if (Array.isArray(value)) return value.flatMap((item) => pick(item, kept) ?? []);
  return isJsonObject(value) ? pickMembers(value, kept) : undefined;
}

function pickMembers(object: JsonObject, kept: ReadonlyMap<string, Kept>): object {
  // Built from entries no member can be taken for the prototype.
  return Object.fromEntries(
    [...kept].flatMap(([member, below]) => {
      const value = Object.hasOwn(object, member) ? pick(object[member], below) : undefined;
      return value === undefined ? [] : [[member, value]];
    }),
  );
}
