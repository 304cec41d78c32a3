/** What each answer to a stranger tells. */
import {
  type AnonymousAccess,
  type AnonymousPath,
  controlPlane,
  type Evidence,
  listed,
  type Outcome,
  pass,
  unknown,
  type Violation,
} from 'kubectl-harden/plugin-api';

const HEALTH: readonly AnonymousPath[] = ['/version', '/livez', '/readyz', '/healthz'];
const DISCOVERY: readonly AnonymousPath[] = ['/api', '/apis', '/openapi/v3'];
const INSIDES: readonly AnonymousPath[] = ['/metrics', '/flagz', '/statusz'];

const REFUSED: readonly number[] = [401, 403];
/** A stranger who was let in may be told that nothing is there. */
const NOTHING = 404;

/** Discovery is open by a binding of old clusters or by a condition of authentication, or because everything is. */
export function openPaths(access: AnonymousAccess): readonly Violation[] {
  const [discovery, insides] = [open(access, DISCOVERY), open(access, INSIDES)];
  return [
    ...(insides.length === 0
      ? []
      : [
          {
            message: `The API server tells strangers how it is set up and runs: GET ${listed(insides)} without a credential gives 200.`,
            key: 'insides',
            value: insides,
            severity: 'high' as const,
            severityReason: 'No object is told, but what an attacker would look for.',
            evidence: evidenceOf(access),
            proposal: controlPlane.FLAGS_BY_FILE,
          },
        ]),
    ...(discovery.length === 0
      ? []
      : [
          {
            message: `The API server tells strangers which resources it serves: GET ${listed(discovery)} without a credential gives 200.`,
            key: '/api',
            value: discovery,
            severity: 'medium' as const,
            severityReason: 'What is served is told; no object was asked for.',
            evidence: evidenceOf(access),
            proposal: controlPlane.FLAGS_BY_FILE,
          },
        ]),
  ];
}

/** Where nothing beyond health and version is open. */
export function judgeRefusals(access: AnonymousAccess): Outcome {
  const beyond = [...DISCOVERY, ...INSIDES].map((path) => statusOf(access, path));
  if (!REFUSED.includes(statusOf(access, '/api')))
    return unknown(['The answers are not those of an API server.', ...evidenceOf(access)]);
  if (!beyond.every((status) => REFUSED.includes(status) || status === NOTHING))
    return unknown(['Some paths were neither answered nor refused.', ...evidenceOf(access)]);
  const health = open(access, HEALTH);
  const isLetIn = health.length > 0 && statusOf(access, '/api') === 401;
  const note = `Strangers are let in on ${listed(health)} alone, as conditions of authentication say.`;
  return pass([...(isLetIn ? [{ text: note }] : []), ...evidenceOf(access)]);
}

function statusOf({ answers }: AnonymousAccess, path: AnonymousPath): number {
  return answers.find((answer) => answer.path === path)?.status ?? 0;
}

function open(access: AnonymousAccess, paths: readonly AnonymousPath[]): readonly AnonymousPath[] {
  return paths.filter((path) => statusOf(access, path) === 200);
}

/** One sentence for each status, in the order of the paths. */
function evidenceOf({ answers }: AnonymousAccess): readonly Evidence[] {
  return [...Map.groupBy(answers, ({ status }) => status)].map(([status, alike]) => {
    const paths = listed(alike.map(({ path }) => path));
    return {
      text: `GET ${paths} without a credential gives ${status}${meaning(status)}.`,
      source: `GET ${paths}`,
    };
  });
}

function meaning(status: number): string {
  if (status === 401) return ' (no stranger is let in)';
  if (status === NOTHING) return ' (nothing is there)';
  return status === 403 ? ' (strangers may not see it)' : '';
}
