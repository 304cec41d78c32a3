/**
 * The few values of ConfigMaps that pass: settings of components of clusters that hold no credentials, and of those only
 * what checks read. Everything else is ''.
 */
import type { ObjectMeta } from '../plugin-api/index.ts';
import { hasIssued } from '../text/issued.ts';

const MOST_CHARACTERS = 512 * 1024;

interface Kept {
  fits(metadata: ObjectMeta, key: string, text: string): boolean;
  /** What of it passes. */
  of(text: string): string;
}

const KEPT: readonly Kept[] = [
  { fits: (_, key, text) => /\.ya?ml$/.test(key) && /^-\s+rule:/m.test(text), of: falcoRules },
  {
    fits: (_, key, text) => NETWORK_SETTINGS.has(key) && /^[\w.-]{0,40}$/.test(text.trim()),
    of: (text) => text.trim(),
  },
  { fits: (_, key, text) => key === 'mesh' && /^rootNamespace:/m.test(text), of: rootNamespace },
  { fits: (_, key, text) => /\.ya?ml$/.test(key) && /^(\w+_output|rules_files?):/m.test(text), of: falcoOutputs },
];

export function keptValue(metadata: ObjectMeta, key: string, text: string): string {
  if (text.length > MOST_CHARACTERS) return '';
  const kept = KEPT.find(({ fits }) => fits(metadata, key, text))?.of(text) ?? '';
  return hasIssued(kept) ? '' : kept;
}

/** Switches of network plugins and ingress controllers: one word each. */
const NETWORK_SETTINGS: ReadonlySet<string> = new Set([
  'allow-snippet-annotations',
  'annotations-risk-level',
  'enable-ipsec',
  'enable-network-policy-controller',
  'enable-policy',
  'enable-wireguard',
  'policy-audit-mode',
  'policy-cidr-match-mode',
]);

/** Where the policies of the whole mesh are, of Istio's settings. */
function rootNamespace(text: string): string {
  return /^rootNamespace:\s*[a-z0-9-]+\s*$/m.exec(text)?.[0].trim() ?? '';
}

/** Names, conditions, lists and whether they are on: no text that an alert prints. */
function falcoRules(text: string): string {
  const lines = text.split('\n').filter((line) => !/^\s*(#|$)/.test(line));
  const kept: string[] = [];
  let isKept = true;
  for (const line of lines) {
    const member = /^(?:-\s|\s{1,4})\s*([a-z_]+):/.exec(line)?.[1];
    if (member !== undefined) isKept = FALCO_MEMBERS.has(member);
    if (isKept) kept.push(line);
  }
  return kept.join('\n');
}
const FALCO_MEMBERS: ReadonlySet<string> = new Set([
  'rule',
  'macro',
  'list',
  'condition',
  'items',
  'enabled',
  'override',
  'append',
]);

/** `http_output: enabled`, one line for each output that is on. */
function falcoOutputs(text: string): string {
  return [...text.matchAll(/^(\w+_output|grpc):\s*\n((?:[ \t]+.*\n?|\n)*)/gm)]
    .flatMap(([, name = '', body = '']) => (/^\s+enabled:\s*true\b/m.test(body) ? [`${name}: enabled`] : []))
    .join('\n');
}
