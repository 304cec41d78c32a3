/** Credentials in what a server says: warnings, denials, errors of the server itself. */
import { ANY, type Style, TOKEN } from '../canary.ts';
import { base64 } from './form.ts';

export interface MessageForm {
  readonly name: string;
  readonly hides: readonly Style[];
  readonly say: (canary: string) => string;
}

function message(name: string, say: MessageForm['say'], hides = ANY): MessageForm {
  return { name, hides, say };
}

export const MESSAGES: readonly MessageForm[] = [
  message(
    'a value that a webhook repeats',
    (canary) => `admission webhook "a" denied the request: env A has value "${canary}"`,
  ),
  message(
    'a variable and its value',
    (canary) => `admission webhook "a" denied the request: DB_PASSWORD=${canary} is too short`,
  ),
  message('a member and its value', (canary) => `the request was denied: password: "${canary}" is known from a breach`),
  message(
    'a value that is not valid',
    (canary) =>
      `Deployment.apps "a" is invalid: spec.template.spec.containers[0].env[0].value: Invalid value: "${canary}": must not be`,
  ),
  message(
    'an argument that is not valid',
    (canary) => `Pod "a" is invalid: spec.containers[0].args[1]: Unsupported value: "${canary}": supported values: "a"`,
  ),
  message(
    'a whole object',
    (canary) =>
      `failed: {"kind":"Secret","data":{"a":"${base64(canary)}"},"stringData":{"b":"${canary}"}} is not valid`,
  ),
  message(
    'an object inside quotes',
    (canary) => `patch: Invalid value: "{\\"stringData\\":{\\"a\\":\\"${canary}\\"}}": no`,
  ),
  message('a header that is repeated', (canary) => `bad request: Authorization: Bearer ${canary}-0123456`),
  message(
    'an address with a password',
    (canary) => `failed calling webhook: Post "https://kim:${canary}@hook.shop.svc/x": EOF`,
  ),
  message('a token in a sentence', (canary) => `the role ${canary} does not exist`, TOKEN),
  message('an unknown field', (canary) => `strict decoding error: unknown field "spec.${canary}"`, TOKEN),
  message(
    'a key',
    (canary) => `x509: -----BEGIN RSA PRIVATE KEY-----\n${base64(canary.repeat(9))}\n-----END RSA PRIVATE KEY-----`,
  ),
];
