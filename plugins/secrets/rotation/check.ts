/** Secrets whose data nobody has set for long. */
import { defineCheck, fails, fitsPattern, type KindMap, must, pass, plan, unknown } from 'kubectl-harden/plugin-api';

const DAY_MS = 86_400_000;

/** They have an end of their own, or are written anew by what made them. */
function endsByItself({ metadata, keys, type }: KindMap['Secret']): boolean {
  const isToken = metadata.annotations?.['kubernetes.io/service-account.name'] !== undefined;
  const isCertificate = keys.includes('tls.crt') && keys.includes('tls.key');
  const isRelease = metadata.name.startsWith('sh.helm.release.v1.');
  return isToken || isCertificate || isRelease || type === 'bootstrap.kubernetes.io/token';
}

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'secrets/rotation',
    title: 'Secrets are set anew within a year',
    severity: 'low',
    rationale:
      'A password is copied on the way of its life: to a laptop, a backup, a chat. Whoever left took some along. Each ' +
      'rotation ends all these copies at once.',
    guidance:
      'Let a manager rotate (`secrets/external-manager`), or make a date of it. Set the longest age in days in the setting ' +
      '`days`, and leave out what is no credential in `ignored`. Age counts from the day on which data was last set.',
    item: 'secrets',
    refs: [
      { framework: 'owasp-k8s-2025', control: 'K03' },
      { framework: 'mitre-attack', control: 'T1552' },
      { framework: 'guide', control: 'A9' },
    ],
    since: '0.1.0',
  },
  subject: 'Secret',
  applies: ({ object }) => !endsByItself(object),
  reads: [must('Today')],
  settings: {
    days: { describe: 'The longest age in days.', default: 365 },
    ignored: {
      describe: 'Names of Secrets that need no rotation; * stands for any characters.',
      default: [] as readonly string[],
    },
  },
  evaluate({ object }, { view, settings }) {
    const today = view.evidence('Today').value;
    const { metadata, dataSetAt } = object;
    const since = dataSetAt ?? metadata.creationTimestamp;
    if (today === undefined || since === undefined) return unknown('When its data was set cannot be told.');
    const age = Math.floor((Date.parse(today) - Date.parse(since.slice(0, 10))) / DAY_MS);
    const known = dataSetAt === undefined ? 'it was made' : 'its data was last set';
    if (age <= settings.days || settings.ignored.some((pattern) => fitsPattern(pattern, metadata.name)))
      return pass(
        `${known[0]?.toUpperCase()}${known.slice(1)} on ${since.slice(0, 10)}.`,
        dataSetAt === undefined ? 'inferred' : 'direct',
      );
    return fails(
      [
        {
          message: `Nobody has rotated it for ${age} days: ${known} on ${since.slice(0, 10)}.`,
          key: 'age',
          value: since,
          proposal: plan('The new value comes from whoever gave the old one: change it there first.'),
        },
      ],
      dataSetAt !== undefined,
    );
  },
  remediation: { title: 'Rotate the Secret', kind: 'guide', disruption: 'rollout' },
});
