/** Credentials in ConfigMaps. */
import { defineCheck, fails, fitsPattern, type KindMap, plan, type Violation } from 'kubectl-harden/plugin-api';

type Literals = NonNullable<KindMap['ConfigMap']['literals']>;

/** A signature over the kubeconfig for joining nodes, and certificates of the API server: public by design. */
const PUBLIC: ReadonlySet<string> = new Set([
  'kube-public/cluster-info',
  'kube-system/extension-apiserver-authentication',
]);

function violationOf({ key, name, rule, isShape, length }: Literals[number]): Violation {
  const where = name === undefined || name === key ? `Key ${key}` : `Setting ${name} in key ${key}`;
  const speaks = isShape ? `it looks like ${rule}` : 'its name says what it is';
  return {
    message: `${where} holds a credential in clear: ${speaks} (${length} characters).`,
    path: ['data', key],
    ...(name === undefined ? {} : { key: name }),
    value: { rule, length },
    evidence: [{ text: 'Of the value nothing is kept but its length.' }],
    ...(isShape
      ? { confidence: 'direct' as const }
      : {
          confidence: 'inferred' as const,
          severity: 'medium' as const,
          severityReason: 'lowered: only the name speaks for it',
        }),
    proposal: plan('Only a person can put the value into a Secret, and only the owner knows who reads this key.', {
      caveats: ['The value stays readable in Git and in backups: make a new one and revoke it.'],
    }),
  };
}

/** What a file holds under one name many times is one thing to do. */
function distinct(literals: Literals): Literals {
  return [...new Map(literals.map((each) => [JSON.stringify([each.key, each.name, each.rule]), each])).values()];
}

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'secrets/configmap',
    title: 'ConfigMaps hold no credentials',
    severity: 'high',
    rationale:
      'ConfigMaps are for what everybody may read: the `view` role includes them, they are not encrypted in etcd unless they ' +
      'are named, and audit logs may carry them whole. A credential in one has as many readers as the namespace.',
    guidance:
      'Move the value into a Secret, best one that an external manager writes, and mount it beside the configuration, or let ' +
      'the program take it from a variable. Then make a new credential and revoke the old one. Name keys and settings that ' +
      'only sound like a credential in the setting `ignored`.',
    item: 'secrets',
    refs: [
      { framework: 'cis-k8s', control: '5.4.1' },
      { framework: 'owasp-k8s-2025', control: 'K03' },
      { framework: 'mitre-attack', control: 'T1552.007' },
      { framework: 'guide', control: 'A9' },
    ],
    since: '0.1.0',
  },
  subject: 'ConfigMap',
  applies: ({ object: { metadata } }) => !PUBLIC.has(`${metadata.namespace}/${metadata.name}`),
  settings: {
    ignored: {
      describe: 'Keys and settings that hold no credential although their name says so; * stands for any characters.',
      default: [] as readonly string[],
    },
  },
  evaluate({ object }, { settings }) {
    const isIgnored = (name: string) => settings.ignored.some((pattern) => fitsPattern(pattern, name));
    const found = distinct(object.literals ?? []).filter(({ key, name }) => !isIgnored(key) && !isIgnored(name ?? key));
    if (found.length === 0) return [];
    return fails(
      found.map(violationOf),
      found.some(({ isShape }) => isShape),
    );
  },
  remediation: { title: 'Keep the value in a Secret', kind: 'guide', disruption: 'rollout' },
});
