/** The rooms of `src`, which of them uses which, and the way from one file to another through the program. */
import type { SourceFile } from './imports.ts';

export type Graph = ReadonlyMap<string, readonly string[]>;

/** A folder of `src`; each source is a room of its own. `undefined` outside of `src`. */
export function roomOf(path: string): string | undefined {
  const [top, room = '', inner = ''] = path.split('/');
  if (top !== 'src') return undefined;
  return room === 'sources' ? `sources/${inner}` : room;
}

/** Every room with those that it imports, types and imports on demand included, sorted by name. */
export function roomGraph(files: readonly SourceFile[]): Graph {
  const rooms = new Map<string, Set<string>>();
  for (const { path, imports } of files) {
    const from = roomOf(path);
    if (from === undefined) continue;
    const used = rooms.get(from) ?? new Set();
    rooms.set(from, used);
    for (const { to } of imports) {
      const room = roomOf(to);
      if (room !== undefined && room !== from) used.add(room);
    }
  }
  return new Map([...rooms].sort().map(([room, used]) => [room, [...used].sort()]));
}

/** Without the edges that follow from others: what a room uses through another room it may also use itself. */
export function reduced(graph: Graph): Graph {
  return new Map(
    [...graph].map(([room, used]) => [
      room,
      used.filter((target) => !used.some((other) => other !== target && reaches(graph, other, target))),
    ]),
  );
}

function reaches(graph: Graph, from: string, to: string, seen = new Set<string>()): boolean {
  if (seen.has(from)) return false;
  seen.add(from);
  return (graph.get(from) ?? []).some((next) => next === to || reaches(graph, next, to, seen));
}

/**
 * How the program connects two files: up from the first, each file imported by the next, to one that reaches the second,
 * and down its imports. The shortest such way, both ends included; `undefined` where no file reaches both.
 */
export function wayBetween(files: readonly SourceFile[], from: string, to: string): readonly string[] | undefined {
  const down = new Map(files.map(({ path, imports }) => [path, imports.map((found) => found.to)]));
  const ups = trails(inverted(down), from);
  const downs = trails(inverted(down), to);
  const ways = [...ups].flatMap(([top, up]) => {
    const rest = downs.get(top);
    return rest === undefined ? [] : [[...up, ...rest.toReversed().slice(1)]];
  });
  return ways.toSorted((a, b) => a.length - b.length || (a.join() < b.join() ? -1 : 1))[0];
}

/** The shortest trail from `start` to every file that can be reached. */
function trails(graph: Graph, start: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>([[start, [start]]]);
  for (const [path, trail] of found)
    for (const next of graph.get(path) ?? []) if (!found.has(next)) found.set(next, [...trail, next]);
  return found;
}

function inverted(graph: Graph): Graph {
  const result = new Map<string, string[]>();
  for (const [from, targets] of graph) for (const to of targets) result.set(to, [...(result.get(to) ?? []), from]);
  return result;
}
