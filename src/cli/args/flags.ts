/** The one table of flags: parsing and help are made from it. Connection flags have kubectl's names and meanings. */
import { FRAMEWORK_NAMES, GUIDES, PROFILES } from '../../catalog/names.ts';
import { durationMs } from '../../kube/duration.ts';
import { ALLOWED_BY } from '../../model/allowed-by.ts';
import { REPORT_GROUPS } from '../../report/format.ts';
import { DEFAULT_FORMAT, FORMATS, formatsOf } from '../../report/formats/index.ts';
import type { Part } from '../../report/output.ts';
import type { ThemeName } from '../../ui/index.tsx';
import { type FlagSpec, list, onOff, optional, repeat, text } from './flag.ts';

const SEVERITIES = ['critical', 'high', 'medium', 'low', 'info'];
export const THEMES = ['default', 'mono', 'high-contrast', 'light'] as const satisfies readonly ThemeName[];
const DISRUPTIONS = ['none', 'rollout', 'traffic', 'access'];

function wholeNumber(value: string): string | undefined {
  return /^\d+$/.test(value) ? undefined : 'must be a whole number';
}
function numbers(value: string): string | undefined {
  return /^\d+(,\d+)*$/.test(value) ? undefined : 'must be numbers of changes';
}
function notEmpty(value: string): string | undefined {
  return value === '' ? 'must not be empty' : undefined;
}
function duration(value: string): string | undefined {
  // Empty is not given, as for kubectl.
  return value !== '' && durationMs(value) === undefined ? 'must be a duration such as 30s, 2m or 0' : undefined;
}
function date(value: string): string | undefined {
  const isDate = /^\d{4}-\d{2}-\d{2}$/.test(value) && new Date(`${value}T00:00:00Z`).toJSON()?.startsWith(value);
  return isDate ? undefined : 'must be a date: YYYY-MM-DD';
}

export const FLAGS = {
  // Which cluster, and as whom.
  kubeconfig: text('global', 'Path to the kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config.'),
  context: text('global', 'Name of the kubeconfig context to use.'),
  cluster: text('global', 'Name of the kubeconfig cluster to use.'),
  user: text('global', 'Name of the kubeconfig user to use.'),
  server: text('global', 'Address and port of the API server.', { short: 's' }),
  token: text('global', 'Bearer token to authenticate with.'),
  username: text('global', 'User name for basic authentication.', { hidden: true }),
  password: text('global', 'Password for basic authentication.', { hidden: true }),
  as: text('global', 'User name to impersonate. It may be a user or a service account.'),
  'as-group': repeat('global', 'Group to impersonate. May be repeated.'),
  'as-uid': text('global', 'UID to impersonate.'),
  'as-user-extra': repeat('global', 'Extra fields to impersonate, as KEY=VALUE. May be repeated.'),
  'request-timeout': text('global', 'How long to wait for a response, such as 30s or 2m. 0 waits without limit.', {
    shown: "'0'",
    check: duration,
  }),
  'tls-server-name': text('global', 'Name to expect in the certificate of the server, instead of its host name.'),
  'insecure-skip-tls-verify': onOff('global', 'If true, the certificate of the server is not verified.'),
  'certificate-authority': text(
    'global',
    'Path to the certificate of the authority that signed the server certificate.',
  ),
  'client-certificate': text('global', 'Path to a client certificate.'),
  'client-key': text('global', 'Path to the key of the client certificate.'),
  'proxy-url': text('global', 'URL of the proxy to the API server, instead of that of the kubeconfig and HTTPS_PROXY.'),
  'disable-compression': onOff('global', 'If true, responses are not compressed.'),
  'cache-dir': text('global', "Accepted because kubectl's other commands take it; nothing is cached here.", {
    hidden: true,
  }),

  // How it speaks.
  color: text('global', 'When to colour: auto, always or never. NO_COLOR and FORCE_COLOR are respected.', {
    shown: "'auto'",
    choices: ['auto', 'always', 'never'],
  }),
  theme: text('command', 'Theme of the walk: default, mono, high-contrast or light (for a white terminal).', {
    shown: "'default'",
    choices: THEMES,
  }),
  ascii: onOff('global', 'If true, use ASCII characters only.'),
  quiet: onOff('global', 'If true, no progress, no warnings and no sums are printed to stderr.', { short: 'q' }),
  v: text('global', 'Verbosity, from 0 to 9.', { short: 'v', shown: '0', check: wholeNumber }),
  'no-input': onOff(
    'global',
    'If true, never prompt and never open the walk; a command that needs an answer ends with exit code 2.',
  ),
  'read-only': onOff('global', 'If true, send only GET requests and self-subject reviews: no writes and no dry runs.'),
  help: onOff('global', 'Help for this command.', { short: 'h', hidden: true }),

  // Where to look.
  namespace: list('command', 'Namespace to scan. May be repeated. Cluster-scoped objects are left out.', {
    short: 'n',
  }),
  'all-namespaces': onOff('command', 'If true, scan all namespaces and cluster-scoped objects.', {
    short: 'A',
  }),
  filename: list(
    'command',
    'File or folder with manifests to scan instead of a cluster; - reads stdin. May be repeated.',
    {
      short: 'f',
    },
  ),
  kustomize: text(
    'command',
    'Folder with a kustomization: scan what kubectl kustomize builds from it, and make changes as patches in it.',
    { short: 'k', check: notEmpty },
  ),
  recursive: onOff('command', 'If true, read folders given with --filename recursively.', {
    short: 'R',
  }),
  exclude: repeat(
    'command',
    'Pattern of files and folders to leave out of folders given with --filename, as in a .gitignore. May be repeated.',
  ),
  sample: optional(
    'command',
    'kept',
    'Use the bundled sample cluster instead of a real one. Changes to it are kept; "new" resets it.',
    { shown: "''", choices: ['kept', 'new'] },
  ),

  subresource: text('command', 'Subresource that is asked about, such as exec, log or scale.', { check: notEmpty }),

  paths: onOff('command', 'If true, tell the steps by which the subject gets to all rights or to a node.'),

  // What to look for, and what to print.
  check: list('command', 'Only these checks, by id.'),
  'skip-check': list('command', 'All but these checks, by id.'),
  area: list('command', 'Only the checks of these areas.'),
  profile: text(
    'command',
    'Only the checks of this profile. Without it a scan asks all that are not off by default, the walk the essentials.',
    { choices: PROFILES },
  ),
  severity: text('command', 'Only findings of this severity and above.', { choices: SEVERITIES }),
  records: text('command', 'File with attestations and waivers, instead of your default one.'),
  output: repeat('command', 'Output format.', {
    short: 'o',
    shown: `'${DEFAULT_FORMAT.name}'`,
    hasFile: true,
    choices: FORMATS.map(({ name }) => name),
  }),
  baseline: text(
    'command',
    'Report of an earlier scan (-o json or -o yaml): what is new since is marked, and --fail-on counts nothing else.',
    { check: notEmpty },
  ),
  'show-requests': onOff(
    'command',
    'If true, print each kind of request that was made, by verb and resource, to stderr.',
  ),
  'audit-policy': text('command', 'File with the audit policy of the API server: no API shows it.', {
    check: notEmpty,
  }),
  'audit-log': repeat(
    'command',
    'Audit log of the API server, or a folder of them, packed or not: rights are compared with use. - reads stdin. May be ' +
      'repeated.',
    { check: notEmpty },
  ),
  kubelet: onOff(
    'command',
    'If true, read the configuration of each kubelet through the API server. This takes the right to get nodes/proxy.',
  ),
  'scan-images': optional(
    'command',
    'trivy',
    'Scan the images that run with Trivy of this machine, or the program of this path. It fetches them over the network.',
    { check: notEmpty },
  ),
  'report-group': text('command', 'API group of policy reports; by default the one that the cluster serves.', {
    choices: REPORT_GROUPS,
  }),
  'no-headers': onOff('command', 'If true, tables are printed without their header.'),
  checklist: onOff('command', 'If true, print the checklist above the decisions.'),
  'fail-on': text(
    'command',
    'Exit with 1 when a finding has this severity or above, with 3 when such a check is unknown.',
    {
      shown: "'none'",
      choices: [...SEVERITIES, 'none'],
    },
  ),

  // What to change.
  set: repeat(
    'command',
    'Setting of a check or input of a change, as CHECK.NAME=VALUE; "explain CHECK" lists them. May be repeated.\n\t  ' +
      'An input for some objects only: CHECK.INPUT@NAMESPACE=VALUE, or @NAMESPACE/KIND/NAME.',
  ),
  apply: onOff('command', 'If true, apply the decisions that are ready, after printing every diff.'),
  yes: onOff('command', 'If true, apply without a prompt. The diff is still printed.', { short: 'y' }),
  'dry-run': optional(
    'command',
    'server',
    'Must be "none" or "server". With server, the API server computes every change and stores none.',
    {
      choices: ['none', 'server'],
    },
  ),
  'max-disruption': text('command', 'Apply decisions with at most this disruption: none, rollout, traffic or access.', {
    shown: "'rollout'",
    choices: DISRUPTIONS,
  }),
  [ALLOWED_BY.system]: onOff(
    'command',
    'If true, kube-* and platform namespaces are shown in full, and changes there are allowed.',
  ),
  [ALLOWED_BY.managed]: onOff(
    'command',
    'If true, changes to objects that Helm, Argo CD, Flux or an operator owns are allowed.',
  ),

  // Of single commands.
  for: text('command', 'What the role is for: scan, apply, or one area of checks.', { shown: "'scan'" }),
  step: list('command', 'Undo only these changes of the run, by number. May be repeated.', { check: numbers }),
  partial: onOff('command', 'If true, undo what can be undone; what cannot stays, and the run stays open.'),
  verdict: text('command', 'The answer: pass or fail.', { choices: ['pass', 'fail'] }),
  by: text('command', 'Who checked it.'),
  evidence: text('command', 'Where it is documented, or how it was verified.'),
  expires: text('command', 'Date on which the answer expires, as YYYY-MM-DD.', { check: date }),
  from: text('command', 'Where connections begin: NS/NAME of a workload, NS/pod/NAME, an address, or "external".', {
    check: notEmpty,
  }),
  to: text('command', 'Where connections end, as --from.', { check: notEmpty }),
  port: text('command', 'Port of the pod that is connected to: a number, or the name of a port of --to.', {
    check: notEmpty,
  }),
  protocol: text('command', 'Protocol of --port.', { shown: "'TCP'", choices: ['TCP', 'UDP', 'SCTP'] }),
  install: onOff('command', 'If true, let kubectl complete the plugin: writes kubectl_complete-harden beside it.'),
  client: onOff('command', 'If true, print the version of this program only: no API server is asked.'),
  version: onOff('command', 'Print the version.'),
  guide: text('command', 'List the sections of this practice guide, with what answers each.', { choices: GUIDES }),
  framework: text('command', 'List the requirements of this framework, with what answers each.', {
    choices: FRAMEWORK_NAMES,
  }),
  example: optional('command', '', 'Print the example of this name as it is, or all of them when none is named.', {
    shown: "'none'",
  }),
} as const satisfies Readonly<Record<string, FlagSpec>>;

export type FlagName = keyof typeof FLAGS;
export const FLAG_NAMES = Object.keys(FLAGS) as readonly FlagName[];

export function specOf(name: FlagName): FlagSpec {
  return FLAGS[name];
}

/** As one command takes it: each prints in the formats of its parts. */
export function specIn({ prints = [] }: { readonly prints?: readonly Part[] }, name: FlagName): FlagSpec {
  if (name !== 'output') return specOf(name);
  const formats = formatsOf(prints);
  const width = Math.max(...formats.map((format) => format.name.length)) + 2;
  const rows = formats.map((format) => `${format.name.padEnd(width)}${format.help}`);
  const help = ['Output format, or FORMAT=FILE to write a file. May be repeated.', ...rows].join('\n\t  ');
  return { ...FLAGS.output, help, choices: formats.map((format) => format.name) };
}
