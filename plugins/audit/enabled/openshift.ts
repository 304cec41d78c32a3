/** The profile of audit that operators of OpenShift carry out: inferred, and only where nothing shows what runs. */
import {
  controlPlane,
  type Evidence,
  fails,
  may,
  type ObjectRead,
  type Outcome,
  pass,
  plan,
  type View,
} from 'kubectl-harden/plugin-api';

export const OPENSHIFT_READ = may(controlPlane.OPENSHIFT.apiServers, {
  keep: ['spec.audit.profile', 'spec.audit.customRules'],
});
type Reads = View<typeof OPENSHIFT_READ | ObjectRead<'Metrics', 'own'>>;

interface Audit {
  readonly profile?: string;
  readonly customRules?: readonly { readonly group?: string; readonly profile?: string }[];
}

const PROPOSAL = plan(
  'Set spec.audit of APIServer cluster to a profile that records: the operators carry it out, one server after the other.',
);
const SOURCE = 'APIServer cluster of config.openshift.io';
const EVERYBODY: readonly unknown[] = ['system:authenticated', 'system:serviceaccounts'];

/** `undefined`: it says nothing, or something better may say otherwise. */
export function judgeProfile(view: Reads, apiServer: controlPlane.Component): Outcome | undefined {
  const spec = controlPlane.openshiftSpec(view.own(controlPlane.OPENSHIFT.apiServers).value);
  const metrics = view.evidence('Metrics').coverage.state;
  if (spec === undefined || !controlPlane.isNowhere(apiServer) || !['full', 'absent'].includes(metrics))
    return undefined;
  const { profile = 'Default', customRules = [] } = (spec.audit ?? {}) as Audit;
  const dropped = customRules.filter((rule) => rule.profile === 'None').map(({ group }) => String(group));
  const evidence: readonly Evidence[] = [
    { text: `Profile of audit: ${profile}.`, source: SOURCE },
    ...(dropped.length === 0 ? [] : [{ text: `Not recorded: requests of ${dropped.join(', ')}.`, source: SOURCE }]),
  ];
  if (profile !== 'None' && !dropped.some((group) => EVERYBODY.includes(group))) return pass(evidence, 'inferred');
  const message =
    profile === 'None'
      ? 'Audit logging is off: the profile of audit is None.'
      : `Audit logging leaves out what most ask for: requests of ${dropped.join(', ')}.`;
  return fails([{ message, key: 'profile', value: profile, evidence, proposal: PROPOSAL }], false);
}
