/** Settings of kubelets, and where kube-proxy serves its metrics. */
import type { Outcome, View, Violation } from 'kubectl-harden/plugin-api';
import { BY_FILE } from '../by-file.ts';
import { judgeKubelets, type KubeletReads } from '../settings.ts';
import { RULES } from './rules.ts';

export function judge(view: View<KubeletReads>, context: string): Outcome {
  const outcome = judgeKubelets(view, context, RULES);
  const proxy = proxyLack(view);
  if (proxy.length === 0) return withProxyUnseen(view, outcome);
  if (!('status' in outcome)) return [...outcome, ...proxy];
  if (outcome.status === 'fail') return { ...outcome, violations: [...outcome.violations, ...proxy] };
  return { status: 'fail', violations: proxy, confidence: 'inferred' };
}

function proxyLack(view: View<KubeletReads>): readonly Violation[] {
  const address = view.evidence('ControlPlaneRecords').value?.kubeProxy?.metricsBindAddress ?? '';
  if (address === '' || /^(127\.|\[?::1|localhost)/.test(address)) return [];
  const message = `kube-proxy serves its metrics to others: metricsBindAddress is ${address}.`;
  const evidence = [{ text: message, source: 'ConfigMap kube-system/kube-proxy' }];
  return [
    {
      message,
      part: 'kube-proxy',
      key: 'metricsBindAddress',
      value: address,
      evidence,
      proposal: BY_FILE,
      confidence: 'inferred',
    },
  ];
}

/** Where its ConfigMap is denied, kube-proxy may be set up in any way. */
function withProxyUnseen(view: View<KubeletReads>, outcome: Outcome): Outcome {
  const { state, reason } = view.evidence('ControlPlaneRecords').coverage;
  if (!('status' in outcome) || outcome.status !== 'pass' || state === 'full' || state === 'absent') return outcome;
  const evidence = [...outcome.evidence, { text: `kube-proxy: ${reason ?? state}.` }];
  return { status: 'unknown', evidence, confidence: 'direct' };
}
