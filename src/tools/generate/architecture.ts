/** The drawn part of `docs/architecture.md`. The rest of that page is written by hand. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSources } from '../imports.ts';
import { type Graph, reduced, roomGraph } from '../rooms.ts';

export const PAGE = 'docs/architecture.md';
const BLOCK = /<!-- rooms -->[\s\S]*?<!-- end -->/;

export function architectureText(root: string): string {
  const graph = asMermaid(reduced(roomGraph(readSources(['src']))));
  const block = `<!-- rooms -->\n\n\`\`\`mermaid\n${graph}\`\`\`\n\n<!-- end -->`;
  return readFileSync(join(root, PAGE), 'utf8').replace(BLOCK, () => block);
}

export function asMermaid(graph: Graph): string {
  const node = (room: string) => (room.includes('/') ? `${room.replace('/', '-')}["${room}"]` : room);
  return `flowchart TD\n${lines(graph, (from, to) => `  ${node(from)} --> ${node(to)}`)}`;
}

export function asDot(graph: Graph): string {
  return `digraph rooms {\n${lines(graph, (from, to) => `  "${from}" -> "${to}"`)}}\n`;
}

function lines(graph: Graph, edge: (from: string, to: string) => string): string {
  return [...graph].flatMap(([from, targets]) => targets.map((to) => `${edge(from, to)}\n`)).join('');
}
