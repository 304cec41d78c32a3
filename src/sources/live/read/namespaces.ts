/** Where to look when the whole cluster may not be listed: known namespaces, and what is allowed in each. */

import type { KindInfo } from '../../../kube/kinds.ts';
import { isJsonObject } from '../../../kube/path.ts';
import type { ApiClient } from '../http/client.ts';

interface Rule {
  readonly verbs: readonly string[];
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly isNamed: boolean;
}

/** What is in an incomplete review is allowed; what is not in it may be allowed all the same. */
interface Review {
  readonly rules: readonly Rule[];
  readonly isComplete: boolean;
}

const NOT_KNOWN: Review = { rules: [], isComplete: false };

/** One review a namespace, however many kinds ask. */
export class Permissions {
  readonly #client: ApiClient;
  readonly #signal: AbortSignal;
  readonly #rules = new Map<string, Promise<Review>>();

  constructor(client: ApiClient, signal: AbortSignal) {
    this.#client = client;
    this.#signal = signal;
  }

  /** Rights change: what was answered so far is asked again. */
  forget(): void {
    this.#rules.clear();
  }

  /** False only when the server says so for certain; webhook authorizers leave it open. */
  async mayList(info: KindInfo, namespace: string): Promise<boolean> {
    return (await this.answer(info, namespace)) ?? true;
  }

  /** Whether the kind may be listed there; `undefined`: the server does not know for certain. */
  async answer(info: KindInfo, namespace: string): Promise<boolean | undefined> {
    let asked = this.#rules.get(namespace);
    if (asked === undefined) {
      asked = this.#ask(namespace);
      this.#rules.set(namespace, asked);
    }
    const { rules, isComplete } = await asked;
    const isAllowed = rules.some(
      (rule) =>
        !rule.isNamed && has(rule.verbs, 'list') && has(rule.apiGroups, info.group) && has(rule.resources, info.plural),
    );
    return isAllowed || isComplete ? isAllowed : undefined;
  }

  async #ask(namespace: string): Promise<Review> {
    try {
      const { value } = await this.#client.json(
        {
          method: 'POST',
          path: '/apis/authorization.k8s.io/v1/selfsubjectrulesreviews',
          body: { apiVersion: 'authorization.k8s.io/v1', kind: 'SelfSubjectRulesReview', spec: { namespace } },
          what: `ask what is allowed in ${namespace}`,
          isPaced: false,
        },
        this.#signal,
      );
      const status = isJsonObject(value) && isJsonObject(value.status) ? value.status : {};
      if (!Array.isArray(status.resourceRules)) return NOT_KNOWN;
      const rules = status.resourceRules.filter(isJsonObject).map((rule) => ({
        verbs: texts(rule.verbs),
        apiGroups: texts(rule.apiGroups),
        resources: texts(rule.resources),
        isNamed: texts(rule.resourceNames).length > 0,
      }));
      return { rules, isComplete: status.incomplete !== true };
    } catch {
      // Not knowing is no reason not to try.
      this.#signal.throwIfAborted();
      return NOT_KNOWN;
    }
  }
}

function has(list: readonly string[], item: string): boolean {
  return list.includes(item) || list.includes('*');
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
