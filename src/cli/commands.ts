/** The commands. Each loads its own code, and only when it runs. */
import type { Command } from './args/command.ts';
import type { FlagName } from './args/flags.ts';
import { SCOPE, SCOPE_OF_QUESTIONS } from './args/scope.ts';
import { RIGHTS } from './rights/commands.ts';

const SELECTION = ['profile', 'check', 'skip-check', 'area', 'severity', 'records'] as const satisfies FlagName[];
const SCAN = [
  ...SCOPE,
  ...SELECTION,
  'output',
  'no-headers',
  'checklist',
  'include-system',
  'set',
  'fail-on',
  'baseline',
  'show-requests',
  'report-group',
  'audit-policy',
  'audit-log',
  'kubelet',
  'scan-images',
] as const satisfies FlagName[];
const CHANGE = ['apply', 'yes', 'dry-run', 'max-disruption', 'allow-managed'] as const satisfies FlagName[];

export const ROOT: Command = {
  name: '',
  operands: '',
  summary: 'Walk a Kubernetes hardening checklist',
  long: [
    'Walk a Kubernetes hardening checklist on the current context: see what fails and why, preview each change, ' +
      'apply it after your consent, and undo it.',
    'On a terminal this opens the walk. Without a terminal it does the same as "scan". With --apply it applies the ' +
      'changes that are ready, for scripts.',
    'It only reads until you consent to a diff. It installs nothing in the cluster.',
  ],
  examples: [
    { comment: 'Walk the checklist on the current context', line: '' },
    { comment: 'Try everything on the bundled sample cluster', line: '--sample' },
    { comment: 'See what would be changed in one namespace, with every diff', line: '--apply -n shop --dry-run' },
    { comment: 'Make the changes that are ready, in all namespaces', line: '--apply -A --yes' },
    { comment: 'Harden the manifests of a folder', line: '--apply -f ./manifests -R --yes' },
    { comment: 'Harden what an overlay builds, with patches in the overlay', line: '--apply -k ./overlays/prod --yes' },
  ],
  flags: [...SCAN, ...CHANGE, 'theme', 'version'],
  prints: ['overview', 'details', 'namespaces', 'names', 'document', 'scan'],
  load: () => import('./commands/root.ts'),
};

export const COMMANDS: readonly Command[] = [
  {
    name: 'scan',
    operands: '',
    summary: 'Print what to decide, or every finding',
    long: [
      'Scan once and print the result. The table shows decisions: the smallest sets of changes that need one yes. ' +
        '"-o wide" shows the findings behind them, "-o namespaces" one row a namespace, "-o json" and "-o yaml" the whole report.',
    ],
    examples: [
      { comment: 'What there is to decide', line: 'scan' },
      { comment: 'Every finding of two namespaces', line: 'scan -n shop,payments -o wide' },
      { comment: 'Fail a pipeline on high findings in manifests', line: 'scan -f ./manifests -R --fail-on high' },
      { comment: 'Namespace by namespace', line: 'scan -A -o namespaces' },
      { comment: 'What there is to decide in what an overlay builds', line: 'scan -k ./overlays/prod' },
    ],
    flags: SCAN,
    prints: ['overview', 'details', 'namespaces', 'names', 'document', 'scan'],
    load: () => import('./commands/scan.ts'),
  },
  {
    name: 'reach',
    operands: '',
    summary: 'Tell who may connect to whom',
    long: [
      'Tell which workloads, and what outside of the cluster, may connect to which, on which ports: as NetworkPolicies, ' +
        'ClusterNetworkPolicies and policies of Cilium and Calico say. With --from, --to and --port, tell whether one connection is allowed, and why.',
      'Ports are those of pods: the targetPort of a Service, not its port. Whether the network plugin enforces policies is ' +
        'told first. What was not read, or is not judged, is told on stderr and in the document.',
    ],
    examples: [
      { comment: 'Every connection that policies leave open', line: 'reach' },
      { comment: 'Who may connect to the database', line: 'reach --to shop/db' },
      { comment: 'Whether one connection is allowed, and why', line: 'reach --from shop/web --to shop/db --port 5432' },
      {
        comment: 'What of the manifests may reach the metadata service of a cloud',
        line: 'reach -f ./manifests -R --to 169.254.169.254',
      },
    ],
    flags: ['from', 'to', 'port', 'protocol', ...SCOPE_OF_QUESTIONS, 'output', 'no-headers'],
    prints: ['overview', 'details', 'document'],
    load: () => import('./commands/reach.ts'),
  },
  ...RIGHTS,
  {
    name: 'undo',
    operands: '[RUN]',
    summary: 'Undo a run, exactly',
    long: [
      'Undo what a run changed: the last run of this cluster when none is named. Every diff is shown first.',
      'A run is undone whole or not at all: when somebody else has changed a value that it wrote, or has deleted and ' +
        'created an object again, nothing is undone, the difference is shown and the exit code is 5. --partial undoes the ' +
        'rest, --step single changes; the run stays open until nothing of it stands. Objects that are gone, or as they ' +
        'were before the run, are skipped; objects that the run deleted are created again.',
      'A named run of manifests or of the sample needs no cluster and no other flag: its journal says where it was made.',
    ],
    examples: [
      { comment: 'Undo the last run, after your consent', line: 'undo' },
      { comment: 'Undo one run without a prompt', line: 'undo 20271122T140211Z-7f3c --yes' },
      { comment: 'Undo the second change of a run', line: 'undo 20271122T140211Z-7f3c --step 2' },
    ],
    flags: [
      'step',
      'partial',
      'yes',
      'dry-run',
      'filename',
      'kustomize',
      'recursive',
      'exclude',
      'sample',
      'records',
      'show-requests',
    ],
    load: () => import('./commands/undo.ts'),
  },
  {
    name: 'history',
    operands: '',
    summary: 'List the runs that changed something',
    long: [
      'List the runs of the journal that changed this cluster, newest first, with what can be undone. Without a cluster ' +
        'that answers the runs of every place are listed.',
    ],
    examples: [{ comment: 'What has been changed here', line: 'history' }],
    flags: [
      'filename',
      'kustomize',
      'recursive',
      'exclude',
      'sample',
      'output',
      'no-headers',
      'records',
      'show-requests',
    ],
    prints: ['overview', 'details', 'names', 'document'],
    load: () => import('./commands/history.ts'),
  },
  {
    name: 'checks',
    operands: '',
    summary: 'List all checks',
    long: [
      'List every check with its severity and its item of the checklist, and which are off by default. Needs no cluster.',
      'With --guide or --framework, list the requirements instead, with the checks that answer each, and why none can where ' +
        'no request would tell.',
    ],
    examples: [
      { comment: 'What of the CIS benchmark is answered, and by what', line: 'checks --framework cis-k8s' },
      { comment: 'What a scan of the essentials asks', line: 'checks --profile essentials' },
      { comment: 'All checks of two areas', line: 'checks --area rbac,network' },
      { comment: 'Everything about them', line: 'checks -o json' },
    ],
    flags: ['guide', 'framework', 'profile', 'check', 'skip-check', 'area', 'severity', 'set', 'output', 'no-headers'],
    prints: ['overview', 'names', 'document'],
    load: () => import('./commands/checks.ts'),
  },
  {
    name: 'explain',
    operands: 'CHECK [EXAMPLE]',
    summary: 'Say why a check matters and what to do',
    long: [
      'Print the rationale, the guidance, the references and the examples of a check. Needs no cluster.',
      'Examples are complete files that meet the requirement. --example prints them as they are, so that they can be ' +
        'written to a file or piped to "kubectl apply -f -"; several are separated as YAML documents.',
    ],
    examples: [
      { comment: 'Why containers run as non-root', line: 'explain workloads/run-as-root' },
      { comment: 'An audit policy to begin with', line: 'explain audit/enabled --example audit-policy.yaml' },
    ],
    flags: ['set', 'output', 'example'],
    prints: ['overview', 'document'],
    load: () => import('./commands/explain.ts'),
  },
  {
    name: 'attest',
    operands: 'CHECK',
    summary: 'Answer a check that no request can answer',
    long: [
      'Record the dated answer of a person to a check that no request can answer. It holds for this cluster until it ' +
        'expires: by --expires, or after the time the check gives. It never hides what was seen to fail; what was only ' +
        'inferred it answers where the check has a question.',
      'CHECK@NAMESPACE answers for the objects of a namespace, CHECK@NAMESPACE/KIND/NAME for one object. The narrower ' +
        'answer counts.',
    ],
    examples: [
      {
        comment: 'Somebody has checked that a second factor is asked for',
        line: 'attest authentication/mfa --verdict pass --by sre@example.com --evidence "policy P-7 of the IdP"',
      },
      {
        comment: 'A load balancer ends TLS for the Ingresses of one namespace',
        line: 'attest ingress/tls@shop --verdict pass --by sre@example.com --evidence "load balancer lb-7"',
      },
    ],
    flags: ['verdict', 'by', 'evidence', 'expires', 'set', 'records', 'sample', 'show-requests'],
    load: () => import('./commands/attest.ts'),
  },
  {
    name: 'rbac',
    operands: '',
    summary: 'Print the role that a scan or a run needs',
    long: [
      'Print the narrowest ClusterRole for a scan, for changes (--for apply), or for the checks of one area. It is made of ' +
        'what the chosen checks declare to read. Needs no cluster.',
      'Whoever trims roles needs each right that stays in them, or the verb escalate: that is not part of it.',
    ],
    examples: [
      { comment: 'Let a ServiceAccount scan', line: 'rbac --for scan' },
      { comment: 'What the checks of one area read', line: 'rbac --for network' },
    ],
    flags: ['for', 'profile', 'check', 'skip-check', 'area', 'set', 'output'],
    prints: ['overview', 'document'],
    load: () => import('./commands/rbac.ts'),
  },
  {
    name: 'version',
    operands: '',
    summary: 'Print the version',
    long: [
      'Print the version of this program, and by one request to the API server which release of Kubernetes is served, and ' +
        'whether it is newer than the last whose rules were reviewed.',
      'Without a kubeconfig, or with --client, no server is asked. One that does not answer within 3 seconds is no error, ' +
        'unless a flag names it.',
    ],
    examples: [
      { comment: 'Whether the cluster is newer than what this version knows', line: 'version' },
      { comment: 'For a bug report, without a cluster', line: 'version --client -o yaml' },
    ],
    flags: ['output', 'client', 'show-requests'],
    prints: ['overview', 'document'],
    load: () => import('./commands/version.ts'),
  },
  {
    name: 'completion',
    operands: '[SHELL]',
    summary: 'Complete commands, flags and names in your shell',
    long: [
      'With --install, kubectl completes "kubectl harden": kubectl asks a program of the name kubectl_complete-harden for ' +
        'that, which is written into the folder of the plugin. It needs kubectl\'s own completion ("kubectl completion --help").',
      'With the name of a shell (bash, zsh, fish or powershell), print the script that completes "kubectl-harden", called ' +
        'by itself.',
    ],
    examples: [
      { comment: 'Complete "kubectl harden", wherever kubectl itself is completed', line: 'completion --install' },
      {
        comment: 'Complete "kubectl-harden" in this bash',
        line: 'completion bash > harden.bash && source harden.bash',
      },
    ],
    flags: ['install'],
    load: () => import('./commands/completion.ts'),
  },
  {
    name: 'options',
    operands: '',
    summary: 'List the flags that every command takes',
    long: ['List the flags that every command takes.'],
    examples: [{ comment: 'Connection and output flags', line: 'options' }],
    flags: [],
    load: () => import('./commands/options.ts'),
  },
];
