/** How far an agent has come: the nodes it is placed on, and whether it is ready on all of them. */
import type { Agent, DaemonSet } from './agents.ts';
import { podOf } from './agents.ts';
import type { Nodes } from './nodes.ts';
import { type Node, type Obstacle, obstacleOn } from './placement.ts';

export interface Standing {
  readonly agent: Agent;
  /** Why it is not placed on a node, by its name. */
  readonly obstacles: ReadonlyMap<string, Obstacle>;
  /** Pods that its controller wants, and not fewer than the nodes that its template allows. */
  readonly expected: number;
  readonly ready: number;
  /** Why its numbers do not tell. */
  readonly doubt?: string;
}

export function standingOf(agent: Agent, { all }: Nodes): Standing {
  const { object } = agent;
  const { desiredNumberScheduled = 0, numberReady = 0 } = object.status ?? {};
  const isEverywhere = all.length > 0 && desiredNumberScheduled >= all.length;
  const obstacles = isEverywhere ? new Map<string, Obstacle>() : obstaclesOf(object, all);
  const placed = all.length - obstacles.size;
  const doubt = doubtOf(object, desiredNumberScheduled, placed);
  return {
    agent,
    obstacles,
    expected: Math.max(desiredNumberScheduled, placed),
    ready: numberReady,
    ...(doubt === undefined ? {} : { doubt }),
  };
}

function obstaclesOf(object: DaemonSet, nodes: readonly Node[]): ReadonlyMap<string, Obstacle> {
  const pod = podOf(object);
  const found = nodes.flatMap((node): readonly (readonly [string, Obstacle])[] => {
    const obstacle = pod === undefined ? undefined : obstacleOn(node, pod);
    return obstacle === undefined ? [] : [[node.metadata.name, obstacle]];
  });
  return new Map(found);
}

/** Numbers of a template that was changed since, or of rules that are not known here. */
function doubtOf({ metadata, status }: DaemonSet, desired: number, placed: number): string | undefined {
  const { generation } = metadata as { readonly generation?: number };
  if (status?.observedGeneration === undefined || (generation ?? 0) > status.observedGeneration)
    return 'its controller has not reported on its current template yet';
  return desired > placed ? `its controller wants ${desired} pods, its template allows ${placed}` : undefined;
}

export function isReady({ ready, expected, doubt }: Standing): boolean {
  return doubt === undefined && expected > 0 && ready >= expected;
}

/** The nodes that none of them is placed on. */
export function unplaced(nodes: readonly Node[], standings: readonly Standing[]): readonly Node[] {
  return nodes.filter(({ metadata }) => standings.every(({ obstacles }) => obstacles.has(metadata.name)));
}
