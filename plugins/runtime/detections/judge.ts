import {
  type CustomObject,
  clause,
  type Evidence,
  inferred,
  installed,
  may,
  type Outcome,
  pass,
  plan,
  type Seen,
  tables,
  unknown,
  type View,
  type Violation,
} from 'kubectl-harden/plugin-api';

export const READS = [
  ...installed.READS,
  may('ConfigMap'),
  may('rulesfiles.artifact.falcosecurity.dev', { keep: ['spec.inlineRules'] }),
] as const;
type Reads = View<(typeof READS)[number]>;

interface Detection {
  readonly key: string;
  readonly title: string;
  /** In the name or the condition of a rule that is on. */
  readonly about: RegExp;
  /** Falco's own rules, which come with it, have it. */
  readonly isStable: boolean;
}

const DETECTIONS: readonly Detection[] = [
  {
    key: 'shell',
    title: 'a shell in a container',
    about: /\bshell\b|shell_procs|proc\.name\s*(=|in)[^\n]*\b(ba)?sh\b/i,
    isStable: true,
  },
  { key: 'files', title: 'sensitive files that are read', about: /sensitive.?file|\/etc\/shadow/i, isStable: true },
  {
    key: 'tools',
    title: 'network tools that are started',
    about: /network.?tool|\b(nmap|ncat|netcat|tcpdump)\b/i,
    isStable: false,
  },
  { key: 'miners', title: 'miners', about: /\bminers?\b|mining|xmrig|stratum/i, isStable: false },
  {
    key: 'escape',
    title: 'ways out of the container',
    about: /escape|release_agent|nsenter|setns|docker\.sock|privileged container/i,
    isStable: true,
  },
];

export function judgeDetections(view: Reads): Outcome {
  if (!view.isCluster) return unknown('Manifests do not show what an agent detects.');
  const rows = [
    ...view.table(tables.runtimeProtection).map(({ name, images }) => ({ name, images, role: 'logs' as const })),
    SIDEKICK,
  ];
  const tools = installed.toolsIn(view, rows);
  const configs = view.own('ConfigMap');
  const custom = view.own('rulesfiles.artifact.falcosecurity.dev');
  const falco = tools.found.filter(({ tool }) => tool.name === 'Falco').filter(installed.isWorking);
  const unread = [...[configs, custom].filter(isUnread), ...(tools.isWhole ? [] : [tools])];
  if (unread.length > 0)
    return unknown(unread.map(({ coverage }) => `Not seen: ${clause(coverage.reason ?? 'it was not read')}.`));
  if (falco.length === 0) return unknown('Falco does not run here: what another agent detects is not seen.');
  // What is elsewhere Falco does not mount, whoever calls it a rule.
  const places = new Set(falco.map(({ object }) => object.metadata.namespace));
  const isBeside = ({ metadata }: Pick<CustomObject, 'metadata'>) => places.has(metadata.namespace);
  const texts = configs.value
    .filter(isBeside)
    .flatMap(({ data = {} }) => Object.values(data).filter((text) => text !== ''));
  const own = custom.value.filter(isBeside).map(inline);
  const rules = [...texts.filter((text) => text.includes('rule:')), ...own].flatMap(rulesOf);
  const missing = DETECTIONS.filter(({ about, isStable }) => !isStable && !rules.some((rule) => about.test(rule)));
  const isSent = texts.some((text) => /^(http|grpc|program)\w*: enabled/m.test(text));
  const sidekick = tools.found.filter(({ tool }) => tool.name === SIDEKICK.name).filter(installed.isWorking);
  const violations = [...missing.map(lacking), ...(isSent || sidekick.length > 0 ? [] : [unsent()])];
  // Rules may come with the image, and a collector may take the log of Falco.
  if (violations.length > 0) return inferred(violations);
  const shipped: Evidence = { text: 'Shells, sensitive files and escapes are in the rules that come with Falco.' };
  return pass([...falco.map(installed.evidenceOf), shipped, ...sidekick.map(installed.evidenceOf)], 'inferred');
}

const SIDEKICK = { name: 'Falcosidekick', images: ['falcosecurity/falcosidekick'], role: 'logs' } as const;

function isUnread({ isWhole, coverage }: Seen<unknown>): boolean {
  return !isWhole && coverage.state !== 'absent';
}

function inline({ spec }: CustomObject): string {
  const { inlineRules } = (spec ?? {}) as { readonly inlineRules?: unknown };
  return typeof inlineRules === 'string' ? inlineRules : JSON.stringify(inlineRules ?? '');
}

/** Each rule with its condition, but for those that are off. */
function rulesOf(text: string): readonly string[] {
  return text.split(/^-\s+(?=rule:)/m).filter((rule) => rule.includes('rule') && !/^\s+enabled:\s*false\b/m.test(rule));
}

function lacking({ key, title }: Detection): Violation {
  return {
    message: `No rule is seen about ${title}.`,
    key,
    proposal: plan('The rules that come with Falco leave it out: the example has one.'),
  };
}

function unsent(): Violation {
  return {
    message: 'Nothing is seen that takes the alerts of Falco off the node.',
    key: 'output',
    proposal: plan('Where alerts go, and who answers them, is for you to say.'),
  };
}
