/** Something that replaces or reboots nodes when they have patches. */
import { defineCheck, fails, installed, plan, tables, toolAtWork } from 'kubectl-harden/plugin-api';
import { examples } from './examples.ts';

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'updates/node-reboot',
    title: 'Nodes are patched and rebooted by a process',
    severity: 'low',
    rationale:
      'A kernel that was patched on disk runs only after a reboot. Without something that drains and reboots, or replaces, ' +
      'one node after the other, that day is put off for months.',
    guidance:
      'Install Kured where nodes patch themselves: it waits for the sign that a reboot is needed, drains the node, reboots ' +
      'it, and does one at a time, in the hours that you allow. With node images, let Karpenter expire nodes, or let the ' +
      'provider upgrade its pools. Give workloads PodDisruptionBudgets that allow one pod to move.',
    item: 'updates',
    refs: [
      { framework: 'nsa-cisa', control: 'upgrading-and-application-security' },
      { framework: 'owasp-k8s-2025', control: 'K07' },
      { framework: 'mitre-attack', control: 'T1068' },
      { framework: 'guide', control: 'A5' },
    ],
    since: '0.1.0',
  },
  examples,
  subject: 'Cluster',
  reads: installed.READS,
  tables: [tables.clusterTools],
  question: {
    question:
      'Are nodes patched, and rebooted or replaced for it, by something that no object here shows, such as node pools that the provider upgrades or images that a pipeline rolls out?',
    evidence: [
      'The setting of the node pools, or the schedule of the pipeline.',
      'The age of the oldest node, and the day of its last patch.',
    ],
    validDays: 90,
  },
  evaluate(_cluster, { view }) {
    const tool = toolAtWork(view, 'reboots', 'Manifests do not show whether nodes are patched.');
    if (!('idle' in tool)) return tool;
    const { idle } = tool;
    const message =
      idle.length > 0
        ? 'What should reboot nodes is installed and not ready.'
        : 'Nothing is seen that reboots or replaces nodes for their patches.';
    const proposal = plan('Whether nodes are rebooted or replaced, and in which hours, is for you to say.');
    return fails([{ message, key: 'none', evidence: idle, proposal }], idle.length > 0);
  },
  remediation: { title: 'Reboot nodes one after the other', kind: 'file', disruption: 'rollout' },
});
