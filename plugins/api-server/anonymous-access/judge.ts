/** What the server answers to nobody; where it was not asked, what its flags say. */
import {
  type AnonymousAccess,
  controlPlane,
  type Evidence,
  type ObjectRead,
  type Outcome,
  pass,
  unknown,
  type View,
  type Violation,
} from 'kubectl-harden/plugin-api';
import { INSECURE_PORT, OFF } from './rules.ts';

type Reads = View<controlPlane.FlagReads | ObjectRead<'AnonymousAccess', 'own'>>;

export function judge(view: Reads, context: string): Outcome {
  const { value, coverage } = view.evidence('AnonymousAccess');
  const open = controlPlane.judgeRules(view, context, {
    rules: [INSECURE_PORT],
    setting: 'access to the endpoint',
    proposal: controlPlane.FLAGS_BY_FILE,
  });
  const byFlags = 'status' in open && open.status !== 'fail' ? [] : violationsOf(open);
  const byProbe = value === undefined ? [] : judgeAnswers(value);
  if (byFlags.length + byProbe.length > 0) return [...byProbe, ...byFlags];
  if (value !== undefined) return judgeStatuses(value);
  const flags = controlPlane.judgeRules(view, context, {
    rules: [OFF],
    setting: 'access to the endpoint',
    proposal: controlPlane.FLAGS_BY_FILE,
  });
  const said = `The server was not asked without a credential: ${coverage.reason ?? coverage.state}.`;
  if (coverage.state !== 'absent' || !('evidence' in flags) || flags.status !== 'pass')
    return unknown([said, ...('evidence' in flags ? flags.evidence : [])]);
  return pass([...flags.evidence, { text: said }], 'inferred');
}

function violationsOf(outcome: Outcome): readonly Violation[] {
  if (!('status' in outcome)) return outcome;
  return outcome.status === 'fail' ? outcome.violations : [];
}

function statusOf({ answers }: AnonymousAccess, path: string): number {
  return answers.find((answer) => answer.path === path)?.status ?? 0;
}

/** Discovery is open by a binding of old clusters, or because everything is. */
function judgeAnswers(access: AnonymousAccess): readonly Violation[] {
  if (statusOf(access, '/api') !== 200) return [];
  return [
    {
      message: 'The API server tells strangers which resources it serves: GET /api without a credential gives 200.',
      key: '/api',
      value: 200,
      severity: 'medium',
      severityReason: 'What is served is told; no object was asked for.',
      evidence: evidenceOf(access),
      proposal: controlPlane.FLAGS_BY_FILE,
    },
  ];
}

function judgeStatuses(access: AnonymousAccess): Outcome {
  const isRefused = [401, 403].includes(statusOf(access, '/api'));
  if (isRefused) return pass(evidenceOf(access));
  return unknown(['The answers are not those of an API server.', ...evidenceOf(access)]);
}

function evidenceOf({ answers }: AnonymousAccess): readonly Evidence[] {
  return answers.map(({ path, status }) => ({
    text: `GET ${path} without a credential gives ${status}${meaning(status)}.`,
    source: `GET ${path}`,
  }));
}

function meaning(status: number): string {
  if (status === 401) return ' (no stranger is let in)';
  return status === 403 ? ' (strangers may not see it)' : '';
}
