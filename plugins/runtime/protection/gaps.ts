/** What the best agent lacks: nodes that it is not placed on, and pods that are not ready. */
import { count, nameSome, type ObjectRef, objectName, refOf, type Violation } from 'kubectl-harden/plugin-api';
import { nodeNames } from './nodes.ts';
import type { Node } from './placement.ts';
import { isReady, type Standing, unplaced } from './standing.ts';

/** Of one product, in one DaemonSet or several: the one with most pods ready. */
export function bestOf(standings: readonly Standing[]): readonly Standing[] {
  const products = [...Map.groupBy(standings, ({ agent }) => agent.product).values()];
  const readyOf = (product: readonly Standing[]) => product.reduce((sum, { ready }) => sum + ready, 0);
  return products.toSorted((left, right) => readyOf(right) - readyOf(left))[0] ?? [];
}

export function gapsOf(standings: readonly Standing[], linux: readonly Node[]): readonly Violation[] {
  return [...standings.filter((each) => !isReady(each)).flatMap(notReady), ...notPlaced(standings, linux)];
}

function notReady({ agent, ready, expected }: Standing): readonly Violation[] {
  // One that is placed nowhere lacks nodes, not pods.
  if (expected === 0) return [];
  const ref = refOf(agent.object);
  return [
    {
      message: `${agent.product} is ready on ${ready} of ${count(expected, 'node')} that ${objectName(ref)} is placed on.`,
      at: ref,
      path: ['status', 'numberReady'],
      // As nodes come and go, what counts is how many are not watched.
      value: expected - ready,
      evidence: [{ text: recognised(agent.isByImage), source: ref }],
    },
  ];
}

function notPlaced(standings: readonly Standing[], linux: readonly Node[]): readonly Violation[] {
  const [first] = standings;
  const missing = unplaced(linux, standings);
  if (first === undefined || missing.length === 0) return [];
  const { agent, obstacles } = first;
  const ref = refOf(agent.object);
  const field = obstacles.get(missing[0]?.metadata.name ?? '')?.field ?? 'tolerations';
  const names = nodeNames(missing);
  return [
    {
      message: `${agent.product} is not placed on ${missing.length} of ${count(linux, 'Linux node')}: ${nameSome(names)}.`,
      at: ref,
      path: ['spec', 'template', 'spec', field],
      key: 'nodes',
      value: names,
      evidence: standings.flatMap((each) => reasons(each, missing)),
    },
  ];
}

function reasons(
  { agent, obstacles }: Standing,
  missing: readonly Node[],
): readonly { text: string; source: ObjectRef }[] {
  const source = refOf(agent.object);
  const byText = Map.groupBy(nodeNames(missing), (name) => obstacles.get(name)?.text ?? '');
  return [...byText].map(([text, names]) => ({
    text: `${objectName(source)}: on ${nameSome(names)} ${text}.`,
    source,
  }));
}

export function recognised(isByImage: boolean): string {
  return isByImage ? 'It is recognised by its image.' : 'It is recognised by its name only: its images are not known.';
}
