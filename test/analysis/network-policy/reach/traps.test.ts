/** What people get wrong about policies, one row each. */
import { test } from 'vitest';
import { ANY, BACK, DB, expectFlows, fromWeb, ONLY_WEB, type Row, toWeb } from './trap-world.ts';

const ROWS: readonly Row[] = [
  ['without a policy everything is open', {}, ['db>web', 'other>db 53/UDP', '8.8.8.8>web', 'web>8.8.8.8'], []],
  [
    'a policy isolates the pods that it selects, and no others',
    { policies: [toWeb([])] },
    ['web>db', 'other>db'],
    ['db>web', '8.8.8.8>web'],
  ],
  ['it isolates in its own namespace only', { policies: [{ podSelector: {} }] }, ['web>other'], ['other>web']],
  [
    'an empty egress list without policyTypes does not isolate egress',
    { policies: [{ podSelector: {}, egress: [] }] },
    ['web>other'],
    ['other>web'],
  ],
  [
    'an egress rule without policyTypes isolates both ways',
    { policies: [{ ...ONLY_WEB, egress: [{ to: [{ podSelector: DB }] }] }] },
    ['web>db'],
    ['web>other', 'db>web'],
  ],
  ['policyTypes Egress alone leaves ingress open', { policies: [fromWeb([])] }, ['db>web'], ['web>db']],
  [
    'ingress rules of a policy for Egress alone do nothing',
    { policies: [{ ...fromWeb([]), ingress: [] }] },
    ['db>web'],
    ['web>db'],
  ],
  [
    'both ends must allow',
    { policies: [toWeb([{}]), { podSelector: DB, policyTypes: ['Egress'] }] },
    ['other>web'],
    ['db>web'],
  ],
  [
    'policies only add up',
    { policies: [{ podSelector: {} }, toWeb([{ from: [{ podSelector: DB }] }])] },
    ['db>web'],
    ['other>web'],
  ],
  [
    'an empty from, like none, is everybody',
    { policies: [toWeb([{ from: [] }])] },
    ['db>web', 'other>web', '8.8.8.8>web', 'node>web'],
    [],
  ],
  [
    'an empty list of ports, like none, is all ports',
    { policies: [toWeb([{ ports: [] }])] },
    ['db>web 1', 'db>web 53/UDP', 'db>web 65535/SCTP'],
    [],
  ],
  [
    'a port without a number is every port of its protocol, TCP where none is named',
    { policies: [toWeb([{ ports: [{}] }])] },
    ['db>web 1', 'db>web 65535'],
    ['db>web 53/UDP'],
  ],
  [
    'a number without a protocol is of TCP',
    { policies: [toWeb([{ ports: [{ port: 53 }] }])] },
    ['db>web 53'],
    ['db>web 53/UDP'],
  ],
  [
    'the last port of a range belongs to it',
    { policies: [toWeb([{ ports: [{ port: 80, endPort: 82 }] }])] },
    ['db>web 80', 'db>web 82'],
    ['db>web 79', 'db>web 83'],
  ],
  [
    'a rule for SCTP isolates for TCP as well',
    { policies: [toWeb([{ ports: [{ protocol: 'SCTP', port: 80 }] }])] },
    ['db>web 80/SCTP'],
    ['db>web 80'],
  ],
  [
    'a named port is looked up on the pod that receives, for ingress',
    { policies: [toWeb([{ ports: [{ port: 'http' }] }])] },
    ['db>web 8080'],
    ['db>web 9090', 'db>web 80'],
  ],
  [
    'and for egress, where it differs from one pod to the next',
    { policies: [fromWeb([{ ports: [{ port: 'http' }] }])] },
    ['web>db 9090'],
    ['web>db 8080', 'web>other 8080', 'web>8.8.8.8 8080'],
  ],
  [
    'a named port is of one protocol',
    { policies: [toWeb([{ ports: [{ protocol: 'UDP', port: 'http' }] }])] },
    [],
    ['db>web 8080', 'db>web 8080/UDP'],
  ],
  [
    'a podSelector alone is of the namespace of the policy',
    { policies: [toWeb([{ from: [{ podSelector: ANY }] }])] },
    ['db>web'],
    ['other>web'],
  ],
  [
    'a namespaceSelector alone is every pod there',
    { policies: [toWeb([{ from: [{ namespaceSelector: BACK }] }])] },
    ['other>web'],
    ['db>web'],
  ],
  [
    'both in one peer mean both',
    { policies: [toWeb([{ from: [{ namespaceSelector: BACK, podSelector: DB }] }])] },
    [],
    ['other>web', 'db>web'],
  ],
  [
    'in two peers they mean either',
    { policies: [toWeb([{ from: [{ namespaceSelector: BACK }, { podSelector: DB }] }])] },
    ['other>web', 'db>web'],
    ['node>web'],
  ],
  [
    'an empty namespaceSelector is every pod, and nothing outside',
    { policies: [toWeb([{ from: [{ namespaceSelector: {} }] }])] },
    ['other>web', 'db>web'],
    ['8.8.8.8>web', 'node>web'],
  ],
  [
    'a namespace always has the label of its name',
    {
      policies: [
        toWeb([{ from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } } }] }]),
      ],
    },
    ['db>web'],
    ['other>web'],
  ],
  ['a peer that says nothing is nobody', { policies: [toWeb([{ from: [{}] }])] }, [], ['db>web', '8.8.8.8>web']],
  [
    'except takes out of its own block',
    { policies: [fromWeb([{ to: [{ ipBlock: { cidr: '0.0.0.0/0', except: ['169.254.169.254/32'] } }] }])] },
    ['web>8.8.8.8', 'web>169.254.169.253'],
    ['web>169.254.169.254'],
  ],
  [
    'and another rule may allow that again',
    {
      policies: [
        fromWeb([
          { to: [{ ipBlock: { cidr: '0.0.0.0/0', except: ['10.9.0.0/16'] } }] },
          { to: [{ ipBlock: { cidr: '10.9.1.0/24' } }] },
        ]),
      ],
    },
    ['web>10.9.1.1'],
    ['web>10.9.2.1'],
  ],
  [
    'a block of one family says nothing of the other',
    { policies: [fromWeb([{ to: [{ ipBlock: { cidr: '0.0.0.0/0' } }] }])] },
    ['web>8.8.8.8'],
    ['web>2001:db8::1'],
  ],
  [
    'a block also selects pods by their address',
    { policies: [fromWeb([{ to: [{ ipBlock: { cidr: '10.0.1.0/24' } }] }])] },
    ['web>other'],
    ['web>db'],
  ],
  [
    'but not where the network plugin keeps it to the outside',
    { doBlocksSelectPods: false, policies: [fromWeb([{ to: [{ ipBlock: { cidr: '0.0.0.0/0' } }] }])] },
    ['web>8.8.8.8'],
    ['web>other', 'web>db'],
  ],
  [
    'pods of the node network are not isolated',
    { policies: [{ podSelector: {}, policyTypes: ['Ingress', 'Egress'] }] },
    ['8.8.8.8>node', 'node>8.8.8.8', 'other>node'],
    ['node>web'],
  ],
  [
    'and no selector admits them, but a block does',
    { policies: [toWeb([{ from: [{ podSelector: {} }, { ipBlock: { cidr: '192.168.0.0/24' } }] }])] },
    ['node>web'],
    ['other>web'],
  ],
];

test.each(ROWS)('%s', (_, world, open, closed) => expectFlows(world, open, closed));
