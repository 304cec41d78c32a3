/** Credentials in clear among the variables and arguments of containers. */
import {
  containerName,
  defineCheck,
  fails,
  fitsPattern,
  may,
  refOf,
  type View,
  type Violation,
  type Workload,
} from 'kubectl-harden/plugin-api';
import { examples } from './examples.ts';
import { type Found, foundIn } from './found.ts';
import { moveToSecret } from './move.ts';

const READS = [may('Secret')] as const;

function violationOf(workload: Workload, found: Found, view: View<(typeof READS)[number]>, secret?: string): Violation {
  const { container, literal, name, variable } = found;
  const where = variable === undefined ? `an argument, ${name}` : `variable ${variable}`;
  const speaks = literal.isShape ? `it looks like ${literal.rule}` : 'its name says what it is';
  return {
    message: `${containerName(container)} is given a credential in clear in ${where}: ${speaks} (${literal.length} characters).`,
    path:
      variable === undefined
        ? [...container.path, found.field]
        : [...container.path, 'env', { key: 'name', is: variable }],
    part: container.name,
    key: variable === undefined ? `argument ${name}` : variable,
    value: { rule: literal.rule, length: literal.length },
    evidence: [{ text: 'Of the value nothing is kept but its length.', source: refOf(workload.object) }],
    confidence: literal.isShape ? 'direct' : 'inferred',
    proposal: moveToSecret(workload, found, view, secret),
  };
}

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'secrets/literal-env',
    title: 'Variables and arguments hold no credentials',
    severity: 'high',
    rationale:
      'What stands in a pod template is read by everyone who may view workloads, and is kept in Git, in the history of ' +
      'rollouts, in backups and in the output of every tool. Arguments are seen by each process of the node as well. A ' +
      'Secret has readers of its own, can be encrypted and rotated, and is not shown by accident.',
    guidance:
      'Put the value into a Secret, best one that an external manager writes, and refer to it: `valueFrom.secretKeyRef`, or ' +
      'a mounted file. In arguments write `$(NAME)` for a variable that comes from a Secret. Then make a new credential and ' +
      'revoke the old one: it stays readable in Git and in old ReplicaSets. Name variables that only sound like a ' +
      'credential in the setting `ignored`.',
    item: 'secrets',
    refs: [
      { framework: 'cis-k8s', control: '5.4.1' },
      { framework: 'nsa-cisa', control: 'authentication-and-authorization' },
      { framework: 'owasp-k8s-2025', control: 'K03' },
      { framework: 'mitre-attack', control: 'T1552.001' },
      { framework: 'guide', control: 'A9' },
      { framework: 'guide', control: 'B5' },
    ],
    since: '0.1.0',
  },
  examples,
  subject: 'Workload',
  reads: READS,
  settings: {
    ignored: {
      describe: 'Variables and flags that hold no credential although their name says so; * stands for any characters.',
      default: [] as readonly string[],
    },
  },
  evaluate(workload, { view, settings, inputs }) {
    const found = workload.containers
      .flatMap((container) => foundIn(container))
      .filter(({ name }) => !settings.ignored.some((pattern) => fitsPattern(pattern, name)));
    if (found.length === 0) return [];
    const violations = found.map((each) => violationOf(workload, each, view, inputs.secretName));
    return fails(
      violations,
      found.some(({ literal }) => literal.isShape),
    );
  },
  remediation: {
    title: 'Take the value from a Secret',
    kind: 'patch',
    disruption: 'rollout',
    inputs: {
      secretName: {
        describe: 'Secret in the namespace of the workload that holds each value under the name of its variable.',
        perSubject: true,
        check: (name: string) =>
          /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(name) ? undefined : 'must be the name of a Secret.',
      },
    },
  },
});
