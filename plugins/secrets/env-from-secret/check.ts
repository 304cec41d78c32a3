/** Secrets that reach containers as variables instead of files. */
import { type Container, count, defineCheck, eachContainer, nameSome, plan } from 'kubectl-harden/plugin-api';
import { EXAMPLES } from './examples.ts';

interface Taken {
  readonly variables: readonly string[];
  /** Secrets that are taken whole. */
  readonly whole: readonly string[];
}

function takenBy({ spec }: Container): Taken {
  const variables = (spec.env ?? []).flatMap(({ name, valueFrom }) =>
    valueFrom?.secretKeyRef === undefined || valueFrom.secretKeyRef === null ? [] : [name],
  );
  const whole = (spec.envFrom ?? []).flatMap(({ secretRef }) => secretRef?.name ?? []);
  return { variables: [...new Set(variables)].sort(), whole: [...new Set(whole)].sort() };
}

function message({ variables, whole }: Taken): string {
  const parts = [
    ...(variables.length > 0 ? [`takes ${count(variables, 'variable')} from Secrets: ${nameSome(variables)}`] : []),
    ...(whole.length > 0 ? [`takes every key of ${count(whole, 'Secret')} as variables: ${nameSome(whole)}`] : []),
  ];
  return `${parts.join('; it ')}.`;
}

export default defineCheck({
  mode: 'automated',
  examples: EXAMPLES,
  meta: {
    id: 'secrets/env-from-secret',
    title: 'Secrets reach containers as files',
    severity: 'low',
    rationale:
      'Variables are inherited by every child process, printed by crash reports and debug pages, and keep their value until ' +
      'the pod restarts. A mounted file has permissions, is read by who opens it, and follows a rotation by itself.',
    guidance:
      'Mount the Secret as a volume with `defaultMode: 0440` and let the program read the file; many images take a ' +
      '`..._FILE` variable for it. Where a program takes variables only, name the single keys with `secretKeyRef` instead of ' +
      'taking the whole Secret with `envFrom`.',
    item: 'secrets',
    refs: [
      { framework: 'cis-k8s', control: '5.4.1' },
      { framework: 'owasp-k8s-2025', control: 'K03' },
      { framework: 'mitre-attack', control: 'T1552.001' },
      { framework: 'guide', control: 'B5' },
    ],
    since: '0.1.0',
  },
  subject: 'Workload',
  evaluate: (workload) =>
    eachContainer(workload, ['env'], (container) => {
      const taken = takenBy(container);
      if (taken.variables.length + taken.whole.length === 0) return undefined;
      return {
        message: message(taken),
        value: [taken.variables, taken.whole],
        path: [...container.path, taken.variables.length > 0 ? 'env' : 'envFrom'],
        proposal: plan('Whether the program can read a file instead is for its owner to say.'),
      };
    }),
  remediation: { title: 'Mount the Secret as files', kind: 'guide', disruption: 'rollout' },
});
