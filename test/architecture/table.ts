/** Who may import what. Every edge that is not here is an error, printed with the reason of its row. */
export interface Layer {
  /** Prefix of the paths it is about; the longest matching one counts. */
  readonly from: string;
  /** Other layers, by prefix; a layer may always import itself. */
  readonly may: readonly string[];
  /** Packages; `type:` where only types may be taken. */
  readonly packages?: readonly string[];
  /** `all`, or the modules of Node by name. */
  readonly node?: 'all' | readonly string[];
  readonly because: string;
}

const API = 'src/plugin-api';
const DISK = 'src/disk';
const KUBE = 'src/kube';
const TEXT = 'src/text';
const MODEL = 'src/model';
/** What every room may speak in. */
const WORDS = [MODEL, KUBE, TEXT, API];

export const LAYERS: readonly Layer[] = [
  {
    from: 'plugins',
    may: [],
    packages: ['kubectl-harden/plugin-api'],
    because:
      'a check sees what its view shows it: no files, no network, no other area, nothing that a user check could not do',
  },
  {
    from: API,
    may: [],
    packages: ['type:@kubernetes/client-node'],
    because: 'the contract is types and a few functions that return what they are given: it costs nothing to import',
  },
  {
    from: KUBE,
    may: [API],
    node: ['node:crypto'],
    because: 'kinds, references, places in objects and selectors are facts of Kubernetes, whatever is done with them',
  },
  {
    from: TEXT,
    may: [],
    packages: ['string-width', 'wrap-ansi'],
    because: 'text for people is the same whoever says it; cells are counted and lines broken as Ink does it',
  },
  { from: MODEL, may: [KUBE, TEXT, API], because: 'what all parts speak of depends on none of them' },
  {
    from: DISK,
    may: [TEXT],
    node: ['node:crypto', 'node:fs', 'node:fs/promises', 'node:os', 'node:path'],
    because: 'what survives a crash is decided in one place, whatever is in the files; text says what an error means',
  },
  {
    from: 'src/decode',
    may: [MODEL, KUBE, TEXT, API],
    because: 'the one gate: what it lets through is decided here and nowhere else',
  },
  {
    from: 'src/audit-log',
    may: [API, KUBE, TEXT],
    node: ['node:fs', 'node:fs/promises', 'node:path', 'node:stream', 'node:zlib'],
    because: 'an audit log is files beside the cluster: what of it is looked at is decided here, and bodies never are',
  },
  {
    from: 'src/image-scans',
    may: ['src/analysis', 'src/inventory', 'src/redaction', 'src/tables', DISK, ...WORDS],
    packages: ['zod'],
    node: ['node:child_process', 'node:fs', 'node:fs/promises', 'node:path'],
    because:
      'a scanner is a program beside the cluster: how it is run, and what of its report is kept, is decided here',
  },
  {
    from: 'src/redaction',
    may: ['src/decode', KUBE, TEXT, API],
    because: 'what looks like a credential is decided in one place, for screens, journals and logs alike',
  },
  {
    from: 'src/tables',
    may: [API],
    because: 'what is known of third parties is data: rows of the contract, and nothing that works on them',
  },
  {
    from: 'src/kit',
    may: ['src/analysis', 'src/tables', KUBE, TEXT, API],
    because: 'all that a check may use goes through here: what a built-in check can do, a check of a user can',
  },
  { from: 'src/catalog', may: WORDS, because: 'the checklist is data' },
  { from: 'src/analysis', may: ['src/tables', ...WORDS], because: 'engines are pure: objects in, facts out' },
  {
    from: 'src/inventory',
    may: WORDS,
    packages: ['type:@kubernetes/client-node'],
    because: 'objects are indexed here, whatever brought them',
  },
  {
    from: 'src/engine',
    may: ['src/inventory', ...WORDS],
    because: 'evaluation can never write, by what it can reach',
  },
  {
    from: 'src/remediation',
    may: ['src/remediation/journal', 'src/redaction', 'src/analysis', 'src/inventory', ...WORDS],
    packages: ['diff', 'yaml'],
    because: 'changes go out through the Target port only; which target that is, is not known here',
  },
  {
    from: 'src/remediation/journal',
    may: ['src/remediation', 'src/redaction', DISK, ...WORDS],
    packages: ['zod'],
    node: 'all',
    because: 'the journal is the only part of a remediation that touches the disk',
  },
  {
    from: 'src/records',
    may: [DISK, ...WORDS],
    packages: ['yaml', 'zod'],
    node: 'all',
    because: 'answers of people are kept in files',
  },
  {
    from: 'src/sources/live',
    may: ['src/decode', 'src/redaction', ...WORDS],
    packages: ['undici', 'js-yaml'],
    node: 'all',
    because: 'the one place that speaks to a cluster, behind the Source and Target ports',
  },
  {
    from: 'src/sources/files',
    may: ['src/decode', 'src/redaction', DISK, ...WORDS],
    packages: ['yaml', 'js-yaml', 'ignore'],
    node: 'all',
    because: 'manifests, behind the same ports; sources never know each other',
  },
  {
    from: 'src/sources/sample',
    may: ['src/decode', DISK, ...WORDS],
    packages: ['yaml', 'js-yaml'],
    node: 'all',
    because: 'the bundled cluster, behind the same ports; sources never know each other',
  },
  {
    from: 'src/report',
    may: ['src/catalog', 'src/analysis', ...WORDS],
    packages: ['yaml', 'js-yaml'],
    node: ['node:crypto'],
    because: 'a report is a function of one snapshot',
  },
  { from: 'src/store', may: WORDS, packages: ['zustand'], because: 'state, and nothing that changes it' },
  {
    from: 'src/session',
    may: [
      'src/store',
      'src/engine',
      'src/inventory',
      'src/analysis',
      'src/remediation',
      'src/redaction',
      'src/records',
      'src/catalog',
      ...WORDS,
    ],
    because: 'effects are ordered here; where objects come from is handed in',
  },
  {
    from: 'src/ui',
    may: ['src/store', 'src/session/commands.ts', 'src/catalog', ...WORDS],
    packages: ['ink', 'react', 'zustand', 'ink-select-input', 'diff'],
    because: 'screens read the store and call commands: what they cannot reach they cannot do',
  },
  {
    from: 'src/cli',
    may: ['src', 'plugins', 'package.json'],
    packages: ['zod', 'yaml', 'js-yaml'],
    node: 'all',
    because: 'the edge: parses arguments, prints, and puts the parts together',
  },
  {
    from: 'src/tools',
    may: ['src', 'plugins', 'package.json'],
    packages: ['esbuild', 'oxc-parser', 'zod', 'yaml'],
    node: 'all',
    because: 'tools for people who work on the project; the program holds none of them',
  },
];

/** What the first frame of help, usage errors and `version` must not wait for. */
export const LAZY: readonly string[] = [
  'src/ui',
  'src/sources',
  'src/session',
  'src/remediation',
  'plugins',
  'ink',
  'react',
  'undici',
  '@kubernetes/client-node',
];

export const BUDGET = { file: 300, check: 150, screen: 150, test: 400, median: 60, p90: 150, room: 25 } as const;

/** Files above their budget, each with the reason why splitting would make it worse. */
export const TOO_LONG: Readonly<Record<string, string>> = {};
