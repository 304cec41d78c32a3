/** Questions about rights. */
import type { Command } from '../args/command.ts';
import { SCOPE } from '../args/scope.ts';

export const RIGHTS: readonly Command[] = [
  {
    name: 'who-can',
    operands: 'VERB RESOURCE[.GROUP][/NAME]',
    summary: 'Tell who may do something, and through what',
    long: [
      'Tell which users, groups and ServiceAccounts RBAC allows one verb on one resource, with the bindings and roles that ' +
        'give it: cluster-wide, in the namespaces named, or in any. A path such as /metrics is asked by itself.',
      'Who is in a group only the identity provider knows. What other authorizers allow is told, and not guessed. When roles or ' +
        'bindings could not be read, the answer is a part and the exit code 3.',
    ],
    examples: [
      { comment: 'Who reads Secrets, anywhere', line: 'who-can get secrets -A' },
      {
        comment: 'Who opens a shell in the pods of a namespace',
        line: 'who-can create pods --subresource exec -n shop',
      },
      { comment: 'Who changes one Deployment', line: 'who-can patch deployments.apps/web -n shop -o json' },
    ],
    flags: [...SCOPE, 'subresource', 'output', 'no-headers'],
    prints: ['overview', 'details', 'names', 'document'],
    load: () => import('../commands/who-can.ts'),
  },
  {
    name: 'access',
    operands: 'SUBJECT',
    summary: 'Tell what somebody may do, where, and through what',
    long: [
      'Tell what RBAC allows a user, a group or a ServiceAccount: each rule with its namespace, the binding and the role it ' +
        'comes through, and the group that it is held by. With --paths it tells where these rights lead: the shortest way to all ' +
        'rights or to a node, step by step. "-o json" has both, and the capabilities that lead further.',
      'With --audit-log each right is shown as used or unused, by what the log records.',
      'SUBJECT is User:NAME, Group:NAME or ServiceAccount:NAMESPACE/NAME.',
    ],
    examples: [
      { comment: 'What an account may do', line: 'access ServiceAccount:ci/runner' },
      { comment: 'What everybody may do who logs in', line: 'access Group:system:authenticated' },
      { comment: 'In one namespace', line: 'access User:alice@example.com -n shop' },
      { comment: 'What of it was used', line: 'access ServiceAccount:ci/runner --audit-log /var/log/kubernetes/audit' },
      { comment: 'Where its rights lead, step by step', line: 'access ServiceAccount:ci/runner --paths' },
    ],
    flags: [...SCOPE, 'paths', 'audit-log', 'output', 'no-headers'],
    prints: ['overview', 'details', 'document'],
    load: () => import('../commands/access.ts'),
  },
];
