/** What the server answers to nobody; where it was not asked, what its flags say. */
import {
  controlPlane,
  type ObjectRead,
  type Outcome,
  pass,
  unknown,
  type View,
  type Violation,
} from 'kubectl-harden/plugin-api';
import { judgeRefusals, openPaths } from './answers.ts';
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
  const byProbe = value === undefined ? [] : openPaths(value);
  if (byFlags.length + byProbe.length > 0) return [...byProbe, ...byFlags];
  if (value !== undefined) return judgeRefusals(value);
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
