/** Operating systems and container runtimes of nodes that get no patches any more. */
import {
  count,
  defineCheck,
  fitsPattern,
  type KindMap,
  must,
  nameSome,
  pass,
  plan,
  tables,
  unknown,
  type Violation,
} from 'kubectl-harden/plugin-api';

const PARTS = [
  { of: 'os', noun: 'operating system', field: 'osImage' },
  { of: 'runtime', noun: 'container runtime', field: 'containerRuntimeVersion' },
] as const;

/** Docker Engine is reached by an adapter of its own since Kubernetes 1.24. */
const DOCKER = /^docker:\/\//;

function ended(
  nodes: readonly KindMap['Node'][],
  { of, noun, field }: (typeof PARTS)[number],
  rows: readonly tables.NodeSoftware[],
  today: string,
): readonly Violation[] {
  const groups = Map.groupBy(nodes, ({ status }) => status?.nodeInfo?.[field] ?? '');
  return [...groups].sort().flatMap(([text, group]): readonly Violation[] => {
    const names = group.map(({ metadata }) => metadata.name).sort();
    const base = { key: `${of} ${text}`, value: names };
    if (DOCKER.test(text))
      return [
        {
          ...base,
          message: `${count(names, 'node')} ${names.length === 1 ? 'runs' : 'run'} ${text} behind an adapter that Kubernetes does not maintain: ${nameSome(names)}.`,
          severity: 'low',
          severityReason: 'lowered: its makers still patch it',
          proposal: plan('Replace these nodes by ones with containerd or CRI-O.'),
        },
      ];
    const row = rows.find((each) => each.of === of && fitsPattern(each.pattern, text));
    if (row === undefined || today <= row.endOfLife) return [];
    return [
      {
        ...base,
        message: `The ${noun} of ${count(names, 'node')}, ${text}, gets no patches since ${row.endOfLife}: ${nameSome(names)}.`,
        ...(row.known === 'confirmed' ? {} : { confidence: 'inferred' as const }),
        proposal: plan('Replace these nodes by ones of a newer image, one after the other.', {
          caveats: ['A paid extension of its vendor is not seen here.'],
        }),
      },
    ];
  });
}

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'updates/node-os-runtime',
    title: 'Nodes run a supported system and runtime',
    severity: 'medium',
    rationale:
      'All containers of a node share its kernel, and its runtime keeps them apart. A fault in either that nobody mends is a ' +
      'way out of every container there.',
    guidance:
      'Build or choose node images of a system that is patched, with a supported containerd or CRI-O, and replace nodes ' +
      'regularly instead of mending them. Where a vendor patches an old system for a fee, waive the finding until that ends.',
    item: 'updates',
    refs: [
      { framework: 'nsa-cisa', control: 'upgrading-and-application-security' },
      { framework: 'owasp-k8s-2025', control: 'K07' },
      { framework: 'mitre-attack', control: 'T1068' },
      { framework: 'mitre-attack', control: 'T1611' },
      { framework: 'guide', control: 'A5' },
    ],
    since: '0.1.0',
  },
  subject: 'Cluster',
  reads: [must('Node'), must('Today')],
  tables: [tables.nodeSoftware],
  evaluate(_cluster, { view }) {
    const today = view.evidence('Today').value;
    const nodes = view.own('Node').value;
    if (today === undefined) return unknown('The day cannot be told.');
    const rows = view.table(tables.nodeSoftware);
    const found = PARTS.flatMap((part) => ended(nodes, part, rows, today));
    if (found.length > 0) return found;
    const known = nodes.flatMap(({ status }) => {
      const own = PARTS.map(({ of, field }) =>
        rows.find((row) => row.of === of && fitsPattern(row.pattern, status?.nodeInfo?.[field] ?? '')),
      );
      return own.every((row) => row !== undefined) ? [own.flatMap((row) => row ?? [])] : [];
    });
    const text = `${known.length} of ${count(nodes, 'node')} run a system and a runtime that are known to be patched.`;
    if (known.length < nodes.length) return pass([text, 'Of the others no end is known.'], 'inferred');
    return pass(text, known.flat().every((row) => row.known === 'confirmed') ? 'direct' : 'inferred');
  },
  remediation: { title: 'Replace the nodes', kind: 'guide', disruption: 'rollout' },
});
