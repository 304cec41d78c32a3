/** Workloads of namespaces that are not trusted, without a kernel of their own. */
import {
  count,
  defineCheck,
  fails,
  fitsPattern,
  may,
  must,
  nameSome,
  notApplicable,
  objectName,
  pass,
  plan,
  unknown,
} from 'kubectl-harden/plugin-api';
import { examples } from './examples.ts';

/** Handlers of gVisor and of Kata Containers, as their installers name them. */
const SANDBOX = /^(runsc|gvisor|kata)/;

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'runtime/sandbox',
    title: 'Untrusted workloads run in a sandbox',
    severity: 'info',
    rationale:
      'Containers share the kernel of their node. Code that strangers bring, in CI, in plugins, of other tenants, needs one ' +
      'fault in it. gVisor and Kata Containers put a kernel of their own between.',
    guidance:
      'Install gVisor or Kata Containers on a pool of nodes, make a RuntimeClass for it with a node selector, and set ' +
      '`runtimeClassName` on the workloads, or by a policy for the whole namespace. Name the namespaces in the setting ' +
      '`untrusted`. Not every program runs there: try it.',
    item: 'runtime-protection',
    refs: [
      { framework: 'nsa-cisa', control: 'pod-security' },
      { framework: 'mitre-attack', control: 'T1611' },
      { framework: 'guide', control: 'B1' },
    ],
    since: '0.1.0',
  },
  examples,
  subject: 'Namespace',
  reads: [must('Workload'), may('RuntimeClass')],
  settings: {
    untrusted: {
      describe: 'Namespaces that run code of strangers; * stands for any characters.',
      default: [] as readonly string[],
    },
  },
  evaluate({ name }, { view, settings }) {
    if (!settings.untrusted.some((pattern) => fitsPattern(pattern, name)))
      return notApplicable('It is not named as one that runs code of strangers (setting untrusted).');
    const workloads = view.own('Workload').value;
    const isSandboxed = (handler: string | undefined) => handler !== undefined && SANDBOX.test(handler);
    const states = workloads.map(({ ref, pod }) => {
      const seen = pod.runtimeClassName ? view.get('RuntimeClass', pod.runtimeClassName) : undefined;
      return {
        ref,
        isIn: isSandboxed(seen?.value?.handler),
        isUnread: seen !== undefined && seen.value === undefined && !seen.isWhole,
      };
    });
    const outside = states
      .filter(({ isIn, isUnread }) => !isIn && !isUnread)
      .map(({ ref }) => objectName(ref))
      .sort();
    if (outside.length > 0)
      return fails(
        [
          {
            message: `${count(outside, 'workload')} of strangers ${outside.length === 1 ? 'shares' : 'share'} the kernel of the node: ${nameSome(outside)}.`,
            key: 'sandbox',
            value: outside,
            proposal: plan('Which RuntimeClass they take depends on what the nodes have installed.'),
          },
        ],
        true,
      );
    if (states.some(({ isUnread }) => isUnread)) return unknown('The handlers of the RuntimeClasses were not read.');
    return pass(`${count(workloads, 'workload')} run in a sandbox.`);
  },
  remediation: { title: 'Run them in a sandbox', kind: 'guide', disruption: 'rollout' },
});
