/** Namespaces in which one program may take what the cluster has. */
import {
  defineCheck,
  fails,
  may,
  must,
  notApplicable,
  placeIn,
  platform,
  type Violation,
} from 'kubectl-harden/plugin-api';
import { EXAMPLES } from './examples.ts';
import { boundsPods, limitContainers, limitPods, limitsMemory, type QuotaInputs } from './limits.ts';

function checkQuantity(value: string): string | undefined {
  return /^[1-9]\d*(k|M|G|Ki|Mi|Gi)?$/.test(value) ? undefined : 'It is no amount of memory such as 256Mi.';
}

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'hygiene/quota',
    title: 'Namespaces limit what they take',
    severity: 'low',
    rationale:
      'Without a quota one namespace may fill every node: by a Job that starts pods without end, or because somebody mines in it. Without a LimitRange a container that says nothing has no limit either.',
    guidance:
      'Add a ResourceQuota for pods, and for CPU and memory once every container says what it reserves: such a quota refuses pods that say nothing. Add a LimitRange first, which gives those containers defaults.',
    item: 'hygiene',
    refs: [
      { framework: 'cis-k8s', control: '5.6.1' },
      { framework: 'nsa-cisa', control: 'pod-security' },
      { framework: 'owasp-k8s-2025', control: 'K01' },
      { framework: 'mitre-attack', control: 'T1496' },
      { framework: 'mitre-attack', control: 'T1499' },
      { framework: 'guide', control: 'A8' },
    ],
    since: '0.1.0',
  },
  examples: EXAMPLES,
  subject: 'Namespace',
  reads: [must('ResourceQuota'), must('LimitRange'), may('Pod'), may.fact(platform.ofPlatform)],
  place: ({ ref, name }) => placeIn(ref, 'limits', `Limits of ${name}`),
  evaluate(namespace, { view, inputs }) {
    if (view.derive(platform.ofPlatform).value) return notApplicable('Only the platform itself is meant to run there.');
    const { name } = namespace;
    const quotas = view.own('ResourceQuota').value;
    const ranges = view.own('LimitRange').value;
    const pods = view.own('Pod');
    const violations: Violation[] = [];
    if (!quotas.some(boundsPods))
      violations.push({
        message: `${name} has no ResourceQuota${quotas.length === 0 ? '' : ' of CPU, memory or pods'}: nothing limits what it takes.`,
        key: 'ResourceQuota',
        proposal: limitPods(name, pods.isWhole ? pods.value : undefined),
      });
    if (!ranges.some(limitsMemory))
      violations.push({
        message: `${name} has no LimitRange${ranges.length === 0 ? '' : ' of memory'}: containers that say nothing have no limit.`,
        key: 'LimitRange',
        proposal: limitContainers(name, inputs as QuotaInputs),
      });
    // What is not among manifests may be in the cluster.
    return fails(violations, view.isCluster);
  },
  remediation: {
    title: 'Limit the namespace',
    kind: 'policy',
    creates: ['LimitRange', 'ResourceQuota'],
    disruption: 'none',
    inputs: {
      memory: {
        describe: 'Memory limit of containers that say nothing, such as 256Mi',
        check: checkQuantity,
        perSubject: true,
      },
    },
  },
});
