/** Where the address of the API server leads, seen from here: that a name is private elsewhere no look from here can tell. */
import {
  controlPlane,
  type Endpoint,
  inferred,
  listed,
  network,
  type ObjectRead,
  type Outcome,
  type Proposal,
  pass,
  unknown,
  type View,
} from 'kubectl-harden/plugin-api';

type Reads = View<ObjectRead<'Endpoint' | 'Node' | 'ServerVersion', 'own'>>;

const PROPOSAL: Proposal = {
  readiness: 'elsewhere',
  reason:
    'The address is a setting of the provider, of a load balancer or of a firewall, out of reach of the Kubernetes API.',
  changes: [],
};

const HERE = 'Whether the API server can be reached from the internet no look from here can tell.';

export function judge(view: Reads, context: string): Outcome {
  const version = view.evidence('ServerVersion').value;
  const nodes = view.own('Node');
  const provider = controlPlane.providerOf(version, nodes.value);
  const hint = `${HERE} ${controlPlane.whereToAsk('access to the endpoint', provider, context)}`;
  const { value, coverage } = view.evidence('Endpoint');
  if (value === undefined) return unknown([`Address: ${coverage.reason ?? coverage.state}.`, hint]);
  const said = `${value.host} leads to ${listed(value.addresses)} from here.`;
  const open = value.addresses.filter((address) => !network.isPrivateAddress(address));
  if (value.through !== undefined || value.addresses.length === 0) return unknown([wayText(value), hint]);
  if (value.addresses.some(isLoopback))
    return unknown([`${said} That is a tunnel, or a cluster on this machine.`, hint]);
  if (open.length > 0) return failed(value, open);
  // A private answer is no proof where the provider may answer others otherwise, or where none can be ruled out.
  if (provider !== undefined || version === undefined || !nodes.isRead) return unknown([said, hint]);
  return pass(said, 'inferred');
}

function failed({ host }: Endpoint, open: readonly string[]): Outcome {
  const evidence = [{ text: `${host} leads to ${listed(open)} from here.`, source: `DNS ${host}` }];
  return inferred([
    {
      message: `The API server has a public address: ${listed(open)}.`,
      value: [...open],
      evidence,
      proposal: PROPOSAL,
    },
  ]);
}

function wayText({ through }: Endpoint): string {
  return through === 'gateway'
    ? 'A gateway stands at the address of the server: where the API server itself is, is not visible.'
    : 'Requests go through a proxy: what the name leads to where it stands is not visible.';
}

function isLoopback(address: string): boolean {
  return address === '::1' || address.startsWith('127.');
}
