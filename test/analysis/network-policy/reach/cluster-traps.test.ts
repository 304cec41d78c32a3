/** What people get wrong about ClusterNetworkPolicies, one row each. */
import { test } from 'vitest';
import { ALL, BACK, CLUSTER, expectFlows, NO_INGRESS, ONLY_WEB, type Row, tcp, toWeb } from './trap-world.ts';

const ROWS: readonly Row[] = [
  [
    'an Accept of the Admin tier stands above a NetworkPolicy',
    {
      policies: [NO_INGRESS],
      cluster: [{ ...CLUSTER, ingress: [{ action: 'Accept', from: ALL, protocols: [tcp(80)] }] }],
    },
    ['other>web'],
    ['other>web 81'],
  ],
  [
    'so does a Deny',
    { policies: [toWeb([{}])], cluster: [{ ...CLUSTER, ingress: [{ action: 'Deny', from: ALL }] }] },
    ['8.8.8.8>web'],
    ['other>web'],
  ],
  [
    'the first rule that matches decides',
    {
      cluster: [
        {
          ...CLUSTER,
          ingress: [
            { action: 'Accept', from: ALL, protocols: [tcp(80)] },
            { action: 'Deny', from: ALL },
          ],
        },
      ],
    },
    ['db>web'],
    ['db>web 81'],
  ],
  [
    'the lower number of priority comes first',
    {
      cluster: [
        { ...CLUSTER, ingress: [{ action: 'Deny', from: ALL }] },
        { ...CLUSTER, priority: 5, ingress: [{ action: 'Accept', from: ALL, protocols: [tcp(80)] }] },
      ],
    },
    ['db>web'],
    ['db>web 81'],
  ],
  [
    'Pass leaves the decision to NetworkPolicies',
    {
      policies: [toWeb([])],
      cluster: [
        {
          ...CLUSTER,
          ingress: [
            { action: 'Pass', from: ALL, protocols: [tcp(80)] },
            { action: 'Accept', from: ALL },
          ],
        },
      ],
    },
    ['db>web 81', 'web>db'],
    ['db>web'],
  ],
  [
    'after Pass nothing else of the tier is asked',
    {
      cluster: [
        {
          ...CLUSTER,
          ingress: [
            { action: 'Pass', from: ALL },
            { action: 'Deny', from: ALL },
          ],
        },
      ],
    },
    ['db>web'],
    [],
  ],
  [
    'the Baseline tier counts where no NetworkPolicy selects the pod',
    { policies: [toWeb([{}])], cluster: [{ ...CLUSTER, tier: 'Baseline', ingress: [{ action: 'Deny', from: ALL }] }] },
    ['db>web'],
    ['web>db', 'web>other'],
  ],
  [
    'the Baseline tier is asked after Pass of the Admin tier',
    {
      cluster: [
        { ...CLUSTER, ingress: [{ action: 'Pass', from: ALL }] },
        { ...CLUSTER, tier: 'Baseline', ingress: [{ action: 'Deny', from: ALL }] },
      ],
    },
    [],
    ['web>db'],
  ],
  [
    'what no rule speaks of stays open: it isolates nobody',
    { cluster: [{ ...CLUSTER, ingress: [{ action: 'Accept', from: ALL, protocols: [tcp(80)] }] }] },
    ['db>web', 'db>web 81', '8.8.8.8>web'],
    [],
  ],
  [
    'pods of the node network are neither subject nor peer',
    { cluster: [{ ...CLUSTER, ingress: [{ action: 'Deny', from: ALL }], egress: [{ action: 'Deny', to: ALL }] }] },
    ['web>node', 'node>web'],
    ['web>db'],
  ],
  [
    'networks count for pods as well',
    { cluster: [{ ...CLUSTER, egress: [{ action: 'Deny', to: [{ networks: ['0.0.0.0/0'] }] }] }] },
    [],
    ['web>8.8.8.8', 'web>db', 'web>node'],
  ],
  [
    'a subject of pods needs both selectors',
    {
      cluster: [
        {
          ...CLUSTER,
          subject: { pods: { namespaceSelector: BACK, podSelector: ONLY_WEB.podSelector } },
          ingress: [{ action: 'Deny', from: ALL }],
        },
      ],
    },
    ['db>web'],
    ['db>other'],
  ],
  [
    'a range of ports, another protocol, a named port',
    {
      cluster: [
        {
          ...CLUSTER,
          ingress: [
            {
              action: 'Deny',
              from: ALL,
              protocols: [
                { tcp: { destinationPort: { range: { start: 80, end: 82 } } } },
                { udp: {} },
                { destinationNamedPort: 'http' },
              ],
            },
          ],
        },
      ],
    },
    ['db>web 83', 'db>web 1/SCTP', 'db>web 9090'],
    ['db>web 82', 'db>web 1/UDP', 'db>web 8080'],
  ],
  [
    'an unknown kind of peer admits nobody',
    { policies: [NO_INGRESS], cluster: [{ ...CLUSTER, ingress: [{ action: 'Accept', from: [{ galaxies: {} }] }] }] },
    [],
    ['db>web'],
  ],
  [
    'and in a rule that denies it denies everybody',
    { cluster: [{ ...CLUSTER, ingress: [{ action: 'Deny', from: [{ galaxies: {} }], protocols: [tcp(80)] }] }] },
    [],
    ['db>web', 'db>web 81', '8.8.8.8>web'],
  ],
];

test.each(ROWS)('%s', (_, world, open, closed) => expectFlows(world, open, closed));
