/** Is an agent ready on every Linux node? The best of those that are there counts. */
import {
  clause,
  count,
  type Evidence,
  fails,
  may,
  nameSome,
  notApplicable,
  type Outcome,
  objectName,
  pass,
  refOf,
  type Seen,
  tables,
  unknown,
  type View,
} from 'kubectl-harden/plugin-api';
import { agentsIn } from './agents.ts';
import { bestOf, gapsOf, recognised } from './gaps.ts';
import { type Nodes, nodeNames, sortNodes } from './nodes.ts';
import { isReady, type Standing, standingOf, unplaced } from './standing.ts';

export const READS = [may('Node'), may('DaemonSet')] as const;
type Reads = View<(typeof READS)[number]>;

export function judgeProtection(view: Reads): Outcome {
  if (!view.isCluster) return unknown('Manifests show no nodes, and not whether an agent is ready on them.');
  const seen = view.own('Node');
  if (!seen.isWhole) return unknown(`Nodes: ${reasonOf(seen)}.`);
  const nodes = sortNodes(seen.value);
  if (nodes.all.length === 0) return notApplicable('The cluster has no nodes.');
  if (nodes.linux.length === 0) return unknown(['There is no Linux node for an agent to run on.', ...aside(nodes)]);
  const daemonSets = view.own('DaemonSet');
  const agents = agentsIn(daemonSets.value, view.table(tables.runtimeProtection));
  const standings = agents.map((agent) => standingOf(agent, nodes));
  return protectedBy(standings, nodes) ?? lacking(standings, nodes, daemonSets);
}

/** Several agents may share the nodes. Names count where images do not suffice. */
function protectedBy(standings: readonly Standing[], nodes: Nodes): Outcome | undefined {
  const ready = standings.filter(isReady);
  const sure = ready.filter(({ agent }) => agent.isByImage);
  const isSure = unplaced(nodes.linux, sure).length === 0;
  const enough = isSure ? sure : ready;
  if (unplaced(nodes.linux, enough).length > 0) return undefined;
  const evidence = [...enough.map(evidenceOf), ...aside(nodes)];
  return pass(evidence, isSure && nodes.virtual.length === 0 ? 'direct' : 'inferred');
}

function lacking(standings: readonly Standing[], nodes: Nodes, seen: Seen<readonly unknown[]>): Outcome {
  if (!seen.isWhole) return unknown([`DaemonSets: ${reasonOf(seen)}.`, ...standings.map(evidenceOf)]);
  const doubts = standings.filter(({ doubt }) => doubt !== undefined);
  if (doubts.length > 0) return unknown(doubts.map(evidenceOf));
  const best = bestOf(standings);
  if (best.length > 0)
    return fails(
      gapsOf(best, nodes.linux),
      best.every(({ agent }) => agent.isByImage),
    );
  const message =
    seen.value.length === 0
      ? 'No agent is seen: there is no DaemonSet.'
      : `None of ${count(seen.value, 'DaemonSet')} is a known agent.`;
  return fails([{ message, key: 'none', evidence: aside(nodes) }], false);
}

function evidenceOf({ agent, ready, expected, doubt }: Standing): Evidence {
  const source = refOf(agent.object);
  const numbers = doubt === undefined ? `is ready on ${ready} of ${count(expected, 'node')}` : `is there, but ${doubt}`;
  return { text: `${agent.product} (${objectName(source)}) ${numbers}. ${recognised(agent.isByImage)}`, source };
}

function aside({ windows, virtual }: Nodes): readonly Evidence[] {
  const groups = [
    [windows, 'Windows node'],
    [virtual, 'virtual node'],
  ] as const;
  return groups.flatMap(([nodes, noun]) =>
    nodes.length === 0 ? [] : [{ text: `Not looked at: ${count(nodes, noun)}: ${nameSome(nodeNames(nodes))}.` }],
  );
}

function reasonOf({ coverage }: Seen<unknown>): string {
  return clause(coverage.reason ?? 'they were not read');
}
