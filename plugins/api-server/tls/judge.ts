/** TLS as handshakes show it, and as flags set it. */
import {
  controlPlane,
  type ObjectRead,
  type Outcome,
  pass,
  unknown,
  type View,
  type Violation,
} from 'kubectl-harden/plugin-api';
import { evidenceOf, judgeHandshake } from './handshake.ts';
import { RULES } from './rules.ts';

type Reads = View<controlPlane.FlagReads | ObjectRead<'ServerTls' | 'Endpoint', 'own'>>;

export function judge(view: Reads, context: string): Outcome {
  const flags = controlPlane.judgeRules(view, context, {
    rules: RULES,
    setting: 'settings of the control plane',
    proposal: controlPlane.FLAGS_BY_FILE,
  });
  const tls = view.evidence('ServerTls');
  const seen = tls.value === undefined ? [] : judgeHandshake(tls.value);
  const found = [...inClear(view), ...seen, ...(isFailed(flags) ? violationsOf(flags) : [])];
  if (found.length > 0) return found;
  const byFlags = 'evidence' in flags ? flags.evidence : [];
  const shown = tls.value === undefined ? [] : evidenceOf(tls.value);
  const noHandshake = `Handshake: ${tls.coverage.reason ?? tls.coverage.state}.`;
  // What a handshake shows is what clients get, whatever the flags are.
  if (tls.value !== undefined && isPassed(flags)) return pass([...shown, ...byFlags]);
  if (tls.coverage.state === 'absent' && isPassed(flags)) return pass([...byFlags, { text: noHandshake }], 'inferred');
  return unknown([...(tls.value === undefined ? [noHandshake] : shown), ...byFlags]);
}

function isFailed(outcome: Outcome): boolean {
  return !('status' in outcome) || outcome.status === 'fail';
}
function isPassed(outcome: Outcome): boolean {
  return 'status' in outcome && outcome.status === 'pass';
}
function violationsOf(outcome: Outcome): readonly Violation[] {
  if (!('status' in outcome)) return outcome;
  return outcome.status === 'fail' ? outcome.violations : [];
}

/** On this machine it is a proxy that adds TLS, or a tunnel. */
function inClear(view: Reads): readonly Violation[] {
  const { value } = view.evidence('Endpoint');
  if (value?.scheme !== 'http') return [];
  // Through a proxy no address is known: the name is all there is.
  const where = value.addresses.length === 0 ? [value.host] : value.addresses;
  if (where.every((each) => /^(127\.|\[?::1\]?$|localhost$)/.test(each))) return [];
  return [
    {
      message: `The API server is reached without TLS at ${value.host}.`,
      key: 'http',
      value: value.host,
      severity: 'critical',
      severityReason: 'Whoever is on the way reads and changes every request, and answers in place of the server.',
      evidence: [{ text: 'The address of the server begins with http.', source: 'kubeconfig' }],
      proposal: controlPlane.FLAGS_BY_FILE,
    },
  ];
}
