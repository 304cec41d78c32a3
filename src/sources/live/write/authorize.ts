/** What the authorizers of the API server say of a user: SubjectAccessReviews, which store nothing. */
import { isJsonObject } from '../../../kube/path.ts';
import type { Question } from '../../../model/ports.ts';
import type { JsonObject } from '../../../plugin-api/index.ts';
import type { ApiClient } from '../http/client.ts';
import { targetError } from './target-error.ts';

const PATH = '/apis/authorization.k8s.io/v1/subjectaccessreviews';
const REVIEW = { apiVersion: 'authorization.k8s.io/v1', kind: 'SubjectAccessReview' };
const AT_ONCE = 4;

/** In the order of the questions; no answer counts as no. */
export async function authorized(
  client: ApiClient,
  { user, questions }: { readonly user: string; readonly questions: readonly Question[] },
  signal: AbortSignal,
): Promise<readonly boolean[]> {
  const answers: boolean[] = [];
  const ask = async (from: number) => {
    for (let index = from; index < questions.length; index += AT_ONCE) {
      const question = questions[index];
      answers[index] = question !== undefined && (await review(client, { user, ...attributesOf(question) }, signal));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, (_, from) => ask(from)));
  return answers;
}

async function review(client: ApiClient, spec: JsonObject, signal: AbortSignal): Promise<boolean> {
  try {
    const { value } = await client.json(
      { method: 'POST', path: PATH, body: { ...REVIEW, spec }, what: 'ask what a user may do', isPaced: false },
      signal,
    );
    const status = isJsonObject(value) && isJsonObject(value.status) ? value.status : {};
    return status.allowed === true;
  } catch (error) {
    throw targetError(error, { ref: { ...REVIEW, name: 'subjectaccessreview' }, isWrite: false, signal });
  }
}

function attributesOf(question: Question): JsonObject {
  if ('path' in question) return { nonResourceAttributes: { verb: question.verb, path: question.path } };
  return { resourceAttributes: { ...question } };
}
