/** Flags of the replicas of the API server, held against each other. */
import {
  controlPlane,
  type FactRead,
  listed,
  notApplicable,
  type ObjectRead,
  type Outcome,
  pass,
  unknown,
  type View,
  type Violation,
} from 'kubectl-harden/plugin-api';

type Reads = View<FactRead<typeof controlPlane.controlPlane> | ObjectRead<'Node' | 'ServerVersion', 'own'>>;

/** Each node has its own. */
const OF_A_NODE: readonly string[] = [
  'advertise-address',
  'bind-address',
  'etcd-servers',
  'external-hostname',
  'peer-advertise-ip',
];

export function judge(view: Reads, context: string): Outcome {
  const apiServer = view.derive(controlPlane.controlPlane).value.component('kube-apiserver');
  const { replicas, hidden } = apiServer;
  const found = driftOf(replicas);
  if (found.length > 0) return found;
  const provider = controlPlane.providerFor(view, apiServer);
  const unseen = apiServer.unseen.map(controlPlane.describeUnseen);
  if (replicas.length === 0)
    return unknown([controlPlane.notVisible('settings of the control plane', provider, context), ...unseen]);
  if (hidden.some(({ what }) => what !== 'Flags')) return unknown(unseen);
  if (replicas.length === 1) return notApplicable('One replica of the API server is to be seen.');
  return pass(`${listed(replicas.map(({ name }) => name))} run with the same flags.`);
}

function driftOf(replicas: readonly controlPlane.Witness[]): readonly Violation[] {
  const names = new Set(replicas.flatMap(({ flags }) => [...flags.keys()]));
  return [...names].sort().flatMap((name) => {
    if (OF_A_NODE.includes(name)) return [];
    const byValue = Map.groupBy(replicas, ({ flags }) => normalized(flags.get(name)));
    if (byValue.size < 2) return [];
    const sides = [...byValue].map(
      ([value, own]) => `${controlPlane.shownFlag(value)} in ${listed(own.map(({ pod = '' }) => pod))}`,
    );
    const message = `API servers differ in --${name}: ${sides.join('; ')}.`;
    return [
      {
        message,
        key: name,
        value: sides,
        evidence: replicas.map((each) => controlPlane.settingsEvidence(each, [name])),
        proposal: controlPlane.FLAGS_BY_FILE,
      },
    ];
  });
}

/** The order of a list counts for some flags: it is left as it is. */
function normalized(value: string | undefined): string {
  return value === undefined ? 'not set' : value === '' ? 'empty' : value;
}
