/** What the context in use authenticates with: facts, never a part of a credential. */
import {
  type CredentialFacts,
  count,
  listed,
  notApplicable,
  type ObjectRead,
  type Outcome,
  type Proposal,
  pass,
  type Severity,
  unknown,
  type View,
  type Violation,
} from 'kubectl-harden/plugin-api';

const PROPOSAL: Proposal = {
  readiness: 'elsewhere',
  reason:
    'The credential stands in a kubeconfig, or comes from a plugin that it names: no request to the cluster changes it.',
  changes: [],
};

const LONGEST_DAYS = 90;
/** Above all roles: no binding gives it, and none takes it away. */
const MASTERS = 'system:masters';

export function judge(view: View<ObjectRead<'CredentialFacts', 'own'>>): Outcome {
  if (!view.isCluster) return notApplicable('Manifests are read without a credential.');
  const { value, coverage } = view.evidence('CredentialFacts');
  if (value === undefined) return unknown(`Credential: ${coverage.reason ?? coverage.state}.`);
  const found = [...ofCertificate(value), ...ofToken(value), ...ofPassword(value)];
  if (found.length > 0) return found;
  return value.form === 'none' ? unknown('Requests are sent without a credential.') : pass(describe(value));
}

function ofCertificate({ certificate }: CredentialFacts): readonly Violation[] {
  if (certificate === undefined) return [];
  const { commonName, organizations, lifetimeDays, validTo } = certificate;
  const who = `The client certificate of ${commonName || 'nobody'}`;
  return [
    ...(organizations.includes(MASTERS) ? [said(`${who} is of the group ${MASTERS}.`, MASTERS, 'high')] : []),
    ...(lifetimeDays > LONGEST_DAYS
      ? [said(`${who} holds for ${count(lifetimeDays, 'day')}, until ${validTo}.`, 'certificate', 'medium')]
      : []),
  ];
}

function ofToken({ token, form }: CredentialFacts): readonly Violation[] {
  if (token === undefined || form === 'exec-plugin' || form === 'service-account' || form === 'auth-provider')
    return [];
  const { kind, lifetimeDays, serviceAccount } = token;
  const who = serviceAccount === undefined ? 'The token' : `The token of ${serviceAccount}`;
  if (kind === 'opaque')
    return [said('The token is a fixed text: when it ends cannot be read from it.', 'token', 'high')];
  if (lifetimeDays === undefined) return [said(`${who} has no end.`, 'token', 'high')];
  return lifetimeDays > LONGEST_DAYS
    ? [said(`${who} holds for ${count(lifetimeDays, 'day')}.`, 'token', 'medium')]
    : [];
}

function ofPassword({ form }: CredentialFacts): readonly Violation[] {
  return form === 'password' ? [said('The context uses a user name and a password.', 'password', 'high')] : [];
}

function said(message: string, key: string, severity: Severity): Violation {
  const lowered =
    severity === 'high' ? {} : { severity, severityReason: 'It ends, though late, and roles decide what it may do.' };
  return {
    message,
    key,
    value: message,
    evidence: [{ text: message, source: 'kubeconfig' }],
    proposal: PROPOSAL,
    ...lowered,
  };
}

const FORMS: Readonly<Record<CredentialFacts['form'], string>> = {
  'client-certificate': 'a client certificate',
  token: 'a token',
  'token-file': 'a token file',
  'exec-plugin': 'an exec plugin',
  'auth-provider': 'an auth provider',
  password: 'a password',
  'service-account': 'the token of its pod',
  none: 'nothing',
};

function describe({ form, certificate, token }: CredentialFacts): string {
  const groups = certificate?.organizations ?? [];
  const of = groups.length === 0 ? '' : ` of ${listed(groups)}`;
  const days = certificate?.lifetimeDays ?? token?.lifetimeDays;
  const time = days === undefined ? '' : `, good for ${count(days, 'day')}`;
  return `The context uses ${FORMS[form]}${of}${time}.`;
}
