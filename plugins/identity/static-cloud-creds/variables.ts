/** Environment variables that cloud SDKs take credentials from. */
import { type Container, containerName, type Evidence, type Violation, type Workload } from 'kubectl-harden/plugin-api';
import { audiencesOf, mountsSecrets, originOf, type Variable, variablesOf } from './given.ts';
import type { Names } from './names.ts';

export interface Judgement {
  readonly violations: readonly Violation[];
  /** What may be a credential or the right way to do without one. */
  readonly doubts: readonly string[];
  /** What speaks for a pass, or was not seen. */
  readonly notes: readonly string[];
}

/** What the ServiceAccount is granted in a cloud, by the name of the cloud. */
export type Grants = ReadonlyMap<string, Evidence>;

const NAME_ONLY = 'Only the name was seen: values are not read.';
/** Each may name a key, or the settings of workload identity federation. */
const GOOGLE_FILES = ['GOOGLE_APPLICATION_CREDENTIALS', 'GOOGLE_CREDENTIALS', 'CLOUDSDK_AUTH_CREDENTIAL_FILE_OVERRIDE'];
/** Those that SDKs take before they ask for the identity of the workload. */
const FIRST = [
  ...['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_ACCESS_KEY', 'AWS_SECRET_KEY', 'AWS_SESSION_TOKEN'],
  ...['GOOGLE_APPLICATION_CREDENTIALS', 'AZURE_CLIENT_SECRET', 'AZURE_CLIENT_CERTIFICATE_PATH'],
];
/** Twelve hours are the longest that Google grants. */
const SHORT_LIVED = /^(GOOGLE_OAUTH_ACCESS_TOKEN|CLOUDSDK_AUTH_ACCESS_TOKEN)(_FILE)?$/;
const SESSION_TOKENS = ['AWS_SESSION_TOKEN', 'AWS_SECURITY_TOKEN'];
const OF_SESSION = [
  ...['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_ACCESS_KEY', 'AWS_SECRET_KEY'],
  ...SESSION_TOKENS,
];

export function judgeVariables(workload: Workload, container: Container, names: Names, grants: Grants): Judgement {
  const judged = variablesOf(container).map((variable) => judge(workload, container, variable, names, grants));
  return {
    violations: judged.flatMap(({ violation }) => violation ?? []),
    doubts: judged.flatMap(({ doubt }) => doubt ?? []),
    notes: judged.flatMap(({ note }) => note ?? []),
  };
}

interface Judged {
  readonly violation?: Violation;
  readonly doubt?: string;
  readonly note?: string;
}

function judge(workload: Workload, container: Container, variable: Variable, names: Names, grants: Grants): Judged {
  const { name } = variable;
  const provider = names.variable(name);
  const origin = originOf(variable);
  if (provider === undefined || origin === undefined) return {};
  const federated = federation(workload, container, variable);
  if (federated !== undefined) return federated;
  const granted = FIRST.includes(name) ? grants.get(provider) : undefined;
  const violation: Violation = {
    message: `${containerName(container)} has the ${provider} credential variable ${name}, ${origin}.`,
    path: [...container.path, 'env', { key: 'name', is: name }],
    part: container.name,
    key: name,
    // A waiver for a variable from one Secret says nothing of a value in clear.
    value: `${name} ${origin}`,
    evidence: [{ text: NAME_ONLY }, ...elsewhere(container, name), ...(granted === undefined ? [] : [granted])],
    ...lowered(container, name),
  };
  return { violation };
}

function lowered(container: Container, name: string): Pick<Violation, 'severity' | 'severityReason'> {
  if (isOfSession(container, name))
    return { severity: 'medium', severityReason: 'lowered: a session token beside the key says that both expire' };
  return SHORT_LIVED.test(name)
    ? { severity: 'medium', severityReason: 'lowered: access tokens of Google expire within hours' }
    : {};
}

/** A token for Google and no Secret: then the file can only be the settings by which the token is exchanged. */
function federation(workload: Workload, container: Container, { name, valueFrom }: Variable): Judged | undefined {
  if (!GOOGLE_FILES.includes(name) || valueFrom?.secretKeyRef) return undefined;
  const audiences = audiencesOf(workload, container).filter((audience) => !isOfAnother(audience));
  if (audiences.length === 0) return undefined;
  const who = `${containerName(container)} has ${name} and a ServiceAccount token for ${audiences.join(', ')}`;
  if (audiences.some(isGoogle) && !mountsSecrets(workload, container))
    return { note: `${who}, and mounts no Secret: the variable seems to name settings of workload identity.` };
  return { doubt: `${who}: whether the variable names settings of workload identity or a key is not visible.` };
}

/** A pool of workload identity federation, or the one of a GKE fleet. */
function isGoogle(audience: string): boolean {
  return /^(https:)?\/\/iam\.googleapis\.com\//.test(audience) || audience.endsWith('.svc.id.goog');
}

/** A token for AWS (IRSA, Pod Identity) or for Entra ID says nothing of what Google is shown. */
function isOfAnother(audience: string): boolean {
  return /^([a-z.]+\.)?amazonaws\.com(\.cn)?$/.test(audience) || audience.startsWith('api://AzureADTokenExchange');
}

/** A token that is sure to be there: a value may be empty, and what is optional may be missing. */
function isOfSession(container: Container, name: string): boolean {
  if (!OF_SESSION.includes(name)) return false;
  return variablesOf(container).some(
    ({ name: other, valueFrom }) =>
      SESSION_TOKENS.includes(other) && valueFrom?.secretKeyRef && valueFrom.secretKeyRef.optional !== true,
  );
}

/** Other stores speak the protocol of S3 and take the same variables. */
function elsewhere(container: Container, name: string): readonly Evidence[] {
  if (!OF_SESSION.includes(name)) return [];
  const endpoint = variablesOf(container).find((variable) => /^AWS_ENDPOINT_URL(_|$)/.test(variable.name));
  return endpoint === undefined
    ? []
    : [{ text: `${endpoint.name} is set: the key may be for another store than AWS.` }];
}
