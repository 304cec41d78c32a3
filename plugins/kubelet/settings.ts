/** Settings of kubelets: as they run where that was asked for, else as new ones are meant to be. */
import {
  controlPlane,
  type Evidence,
  type KubeletSettings,
  may,
  type Outcome,
  type Severity,
  unknown,
  type View,
  type Violation,
} from 'kubectl-harden/plugin-api';
import { BY_FILE } from './by-file.ts';
import { BY_THEMSELVES, type GivenSettings, givenOn } from './node-args.ts';

export interface KubeletRule {
  /** Tells findings of one kubelet apart. */
  readonly key: string;
  /** Why these settings do not meet it, a clause that goes on the name of a kubelet; `undefined`: they do. */
  lack(settings: KubeletSettings): string | undefined;
  readonly severity?: Severity;
  readonly severityReason?: string;
}

export const KUBELET_READS = [
  may('KubeletConfigs'),
  may('ControlPlaneRecords'),
  may('Node'),
  may('ServerVersion'),
] as const;
export type KubeletReads = (typeof KUBELET_READS)[number];

const RECORD = 'ConfigMap kube-system/kubelet-config';

/** What runs decides. What is meant for new nodes may tell that something fails, and never that it passes. */
export function judgeKubelets(view: View<KubeletReads>, context: string, rules: readonly KubeletRule[]): Outcome {
  const { value, coverage } = view.evidence('KubeletConfigs');
  const running = value?.nodes ?? [];
  const found = running.flatMap(({ node, settings }) => lacking(`Kubelet ${node}`, node, settings, rules));
  if (found.length > 0) return found;
  if (value !== undefined && running.length > 0 && value.unread.length === 0)
    return { status: 'pass', evidence: running.map(({ node }) => shownBy(node)), confidence: 'direct' };
  const record = view.evidence('ControlPlaneRecords').value?.kubelet;
  // Only where kubelets were not asked: a right that is missing must not make it surer.
  if (coverage.state === 'absent' && record !== undefined) {
    const meant = lacking('kubelet-config', 'kubelet-config', record, rules);
    if (meant.length > 0) return { status: 'fail', violations: meant, confidence: 'inferred' };
  }
  if (coverage.state === 'absent') {
    const given = givenOn(view.own('Node').value).flatMap((each) => givenLacks(each, rules));
    if (given.length > 0) return { status: 'fail', violations: given, confidence: 'inferred' };
  }
  return unknown(notSeen(view, context, coverage.reason ?? coverage.state));
}

/** What a flag makes worse than it was; the rest is as the distribution has it. */
function givenLacks(
  { by, node, source, settings }: GivenSettings,
  rules: readonly KubeletRule[],
): readonly Violation[] {
  return rules.flatMap(({ key, lack, severity, severityReason }) => {
    const reason = lack({ ...BY_THEMSELVES, ...settings });
    if (reason === undefined || reason === lack(BY_THEMSELVES)) return [];
    return [
      {
        message: `Kubelet ${node} ${reason}.`,
        part: node,
        key,
        value: reason,
        evidence: [{ text: `${by} starts the kubelet of node ${node} so: it ${reason}.`, source }],
        proposal: BY_FILE,
        ...(severity === undefined || severityReason === undefined ? {} : { severity, severityReason }),
      },
    ];
  });
}

function notSeen(view: View<KubeletReads>, context: string, reason: string): readonly (string | Evidence)[] {
  const { value } = view.evidence('KubeletConfigs');
  const provider = controlPlane.keeperOf(view.evidence('ServerVersion').value, view.own('Node').value);
  const record = view.evidence('ControlPlaneRecords');
  const meant =
    record.value?.kubelet === undefined
      ? `What new kubelets are given: ${record.coverage.reason ?? 'not written down'}.`
      : 'What new kubelets are given meets it; what runs may be another.';
  const unread = (value?.unread ?? []).map(({ node, reason: why }) => `Kubelet ${node}: ${why}.`);
  if (value !== undefined) return [...value.nodes.map(({ node }) => shownBy(node)), ...unread];
  const ask = provider === undefined ? [] : [controlPlane.notVisible('settings of the kubelets', provider, context)];
  return [`Kubelets: ${reason}.`, meant, ...ask];
}

function shownBy(node: string): Evidence {
  return { text: `Kubelet ${node} runs with settings that meet it.`, source: `GET nodes/${node}/proxy/configz` };
}

function lacking(
  name: string,
  part: string,
  settings: KubeletSettings,
  rules: readonly KubeletRule[],
): readonly Violation[] {
  return rules.flatMap(({ key, lack, severity, severityReason }) => {
    const reason = lack(settings);
    if (reason === undefined) return [];
    const source = part === 'kubelet-config' ? RECORD : `GET nodes/${part}/proxy/configz`;
    const isRaised = severity !== undefined && severityReason !== undefined;
    return [
      {
        message: `${name} ${reason}.`,
        part,
        key,
        value: reason,
        evidence: [{ text: `${name} ${reason}.`, source }],
        proposal: BY_FILE,
        ...(isRaised ? { severity, severityReason } : {}),
      },
    ];
  });
}
