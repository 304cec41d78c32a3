/** Published cases that are decided otherwise here, each with its reason. `test/field-cases` holds them. */
export interface Difference {
  readonly id: string;
  readonly case: string;
  readonly reason: string;
}

export const DIFFERENCES: readonly Difference[] = [
  {
    id: 'runs-as-number',
    case: 'A container with `runAsUser: 1000` and without `runAsNonRoot` passes in linters.',
    reason:
      'It fails with severity low: the number keeps it from root, and Pod Security asks for `runAsNonRoot` at restricted.',
  },
  {
    id: 'all-in-capitals',
    case: '`drop: [all]` passes in linters.',
    reason: 'It fails with severity low: runtimes drop all by it, and Pod Security reads the word in capitals only.',
  },
  {
    id: 'one-of-several-walls',
    case: 'One of seccomp, AppArmor, SELinux and dropped capabilities is enough for some.',
    reason: 'Each is a check of its own: none of them does what another does.',
  },
  {
    id: 'cpu-limits',
    case: 'A container without a limit of CPU fails in most linters.',
    reason: 'It passes: the node shares CPU by what is reserved, and a limit slows programs down while it is idle.',
  },
  {
    id: 'secrets-by-their-answers',
    case: 'The verbs create, update and delete on Secrets count as managing them.',
    reason:
      'Only the verbs whose answer shows a Secret count as reading, as a real API server answers: get, list, watch, patch and deletecollection.',
  },
  {
    id: 'groups-count',
    case: 'Rules are matched by the name of a resource, whatever its API group.',
    reason: 'A rule that names another group allows nothing about Secrets, as the authorizer decides.',
  },
  {
    id: 'no-namespace-no-right',
    case: 'Roles that name what belongs to no namespace count as granting it.',
    reason:
      'A RoleBinding gives no right to nodes, volumes or webhooks; `rbac/invalid-rules` tells what grants nothing.',
  },
  {
    id: 'half-of-two-rights',
    case: 'Either half of what approving certificates takes counts like both.',
    reason: 'Half of it is told with severity low: without the other half it allows nothing.',
  },
  {
    id: 'masters-need-no-binding',
    case: 'A binding that names system:masters counts as critical.',
    reason: 'It is told with severity low: the group holds everything without it.',
  },
  {
    id: 'paths-have-an-end',
    case: 'A pod whose account reads Secrets of one namespace counts as able to take the cluster.',
    reason:
      'Only a path that ends at all rights or at a node does, each step shown; the right itself is told by `rbac/secrets-read`.',
  },
  {
    id: 'names-about-credentials',
    case: 'A variable whose name holds the word password or secret counts, whatever it names.',
    reason: 'Names of files, addresses, lifetimes and switches are about a credential, and hold none.',
  },
];
