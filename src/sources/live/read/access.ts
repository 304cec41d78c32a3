/** What the caller may do, as the server's own reviews answer it. */

import { KINDS, type KindInfo, kindOf } from '../../../kube/kinds.ts';
import { isJsonObject } from '../../../kube/path.ts';
import type { AccessQuestion } from '../../../model/ports.ts';
import type { JsonObject } from '../../../plugin-api/index.ts';
import type { ApiClient } from '../http/client.ts';

/** Rights change, so an answer is not kept for ever. */
const KEPT_MS = 30_000;

interface Kept {
  readonly at: number;
  readonly answer: Promise<boolean | undefined>;
}

/** Asked from the whole cluster to the one object: who may everything is asked about once a kind. */
export class AccessReviews {
  readonly #client: ApiClient;
  readonly #kept = new Map<string, Kept>();

  constructor(client: ApiClient) {
    this.#client = client;
  }

  /** `undefined`: the server does not tell. */
  async may({ verb, ref }: AccessQuestion, signal: AbortSignal): Promise<boolean | undefined> {
    const kind = kindOf(ref.apiVersion, ref.kind);
    if (kind === undefined) return undefined;
    const info = KINDS[kind];
    // Namespaces are within themselves, as authorizers see them.
    const namespace = ref.kind === 'Namespace' ? ref.name : (ref.namespace ?? '');
    const asked = attributes(info, verb);
    const scopes = [
      asked,
      { ...asked, namespace },
      ...(verb === 'create' ? [] : [{ ...asked, namespace, name: ref.name }]),
    ];
    let answer: boolean | undefined;
    for (const scope of scopes) {
      answer = await this.#review(scope, signal);
      if (answer !== false) return answer;
    }
    return answer;
  }

  #review(attributes: JsonObject, signal: AbortSignal): Promise<boolean | undefined> {
    const key = JSON.stringify(attributes);
    const { clock } = this.#client;
    const kept = this.#kept.get(key);
    if (kept !== undefined && clock.now() - kept.at < KEPT_MS) return kept.answer;
    const answer = this.#ask(attributes, signal);
    this.#kept.set(key, { at: clock.now(), answer });
    return answer;
  }

  async #ask(resourceAttributes: JsonObject, signal: AbortSignal): Promise<boolean | undefined> {
    try {
      const { value } = await this.#client.json(
        {
          method: 'POST',
          path: '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
          body: {
            apiVersion: 'authorization.k8s.io/v1',
            kind: 'SelfSubjectAccessReview',
            spec: { resourceAttributes },
          },
          what: 'ask what you may change',
          isPaced: false,
        },
        signal,
      );
      const status = isJsonObject(value) && isJsonObject(value.status) ? value.status : {};
      return typeof status.allowed === 'boolean' ? status.allowed : undefined;
    } catch {
      // Not knowing is no reason to refuse: the dry run tells.
      signal.throwIfAborted();
      return undefined;
    }
  }
}

function attributes({ group, plural, version }: KindInfo, verb: string): JsonObject {
  return { verb, group, version, resource: plural };
}
