/** What the server serves, as discovery tells it: whether, in which version, and whether in namespaces. */
import { apiVersionOf, type KindInfo } from '../../../kube/kinds.ts';
import { isJsonObject } from '../../../kube/path.ts';
import { partsOfResource } from '../../../kube/resource-names.ts';
import type { Coverage, JsonObject, ResourceName } from '../../../plugin-api/index.ts';
import { errorText } from '../../../text/errors.ts';
import type { ApiClient } from '../http/client.ts';
import { ApiError, LiveError } from '../http/errors.ts';
import { groupPath } from './resource.ts';

export type Found =
  | { readonly info: KindInfo }
  /** `failure`: why the server could not be asked. */
  | { readonly coverage: Coverage; readonly failure?: string };

/** Two short requests at most for each group, and one for all groups that are not there. */
export class Served {
  readonly #client: ApiClient;
  readonly #signal: AbortSignal;
  readonly #answers = new Map<string, Promise<JsonObject>>();

  constructor(client: ApiClient, signal: AbortSignal) {
    this.#client = client;
    this.#signal = signal;
  }

  /** Definitions come and go: what was answered so far is asked again. */
  forget(): void {
    this.#answers.clear();
  }

  /**
   * What a list that is not found means. Only where discovery leaves the kind out there is none of it: a server that
   * serves it and does not find it, or that does not answer for the group, has told nothing.
   */
  async afterNotFound({ info, what }: { readonly info: KindInfo; readonly what: string }): Promise<Coverage> {
    try {
      if (await this.#isServed(info))
        return { state: 'error', reason: `${what} failed: not found, although it is served` };
      return { state: 'absent', reason: `the server does not serve ${info.plural} of ${apiVersionOf(info)}` };
    } catch (error) {
      this.#signal.throwIfAborted();
      return {
        state: 'error',
        reason: `${what} failed: not found, and discovery of its group failed: ${errorText(error)}`,
      };
    }
  }

  /** All but the core group. */
  async groups(): Promise<readonly string[]> {
    const { groups } = await this.#get('/apis');
    return objects(groups).flatMap(({ name }) => (typeof name === 'string' ? name : []));
  }

  /** The core group is on every API server, and in no list of groups. */
  async #isServed(info: KindInfo): Promise<boolean> {
    const { group, version, plural } = info;
    if (group !== '' && !versionsOf(await this.#get('/apis'), group).includes(version)) return false;
    const { resources } = await this.#get(groupPath(info));
    return objects(resources).some(({ name }) => name === plural);
  }

  async find(name: ResourceName): Promise<Found> {
    try {
      const resource = await this.#resource(name);
      if (resource === undefined) return { coverage: notServed(name) };
      return resource.isListed ? resource : { coverage: { state: 'absent', reason: `${name} cannot be listed` } };
    } catch (error) {
      this.#signal.throwIfAborted();
      return failed(error, name);
    }
  }

  /** In the version that the server prefers, else in the first of the others that has it. */
  async #resource(name: ResourceName): Promise<{ readonly info: KindInfo; readonly isListed: boolean } | undefined> {
    const { plural, group } = partsOfResource(name);
    for (const version of versionsOf(await this.#get('/apis'), group)) {
      const { resources } = await this.#get(`/apis/${group}/${version}`);
      const found = objects(resources).find((resource) => resource.name === plural);
      if (found === undefined) continue;
      const info = { kind: String(found.kind), group, version, plural, namespaced: found.namespaced === true };
      return { info, isListed: Array.isArray(found.verbs) && found.verbs.includes('list') };
    }
    return undefined;
  }

  #get(path: string): Promise<JsonObject> {
    const asked = this.#answers.get(path) ?? this.#ask(path);
    this.#answers.set(path, asked);
    return asked;
  }

  async #ask(path: string): Promise<JsonObject> {
    const { value } = await this.#client.json({ path, what: `GET ${path}` }, this.#signal);
    const member = path === '/apis' ? 'groups' : 'resources';
    if (isJsonObject(value) && Array.isArray(value[member])) return value;
    throw new LiveError('unreachable', `the answer has no list of ${member} (GET ${path})`, { isSent: true });
  }
}

function notServed(name: ResourceName): Coverage {
  return { state: 'absent', reason: `${name} is not served here` };
}

/** None when the group is not there. */
function versionsOf({ groups }: JsonObject, name: string): readonly string[] {
  const group = objects(groups).find((each) => each.name === name);
  const all = [group?.preferredVersion, ...objects(group?.versions)].filter(isJsonObject);
  return [...new Set(all.flatMap(({ version }) => (typeof version === 'string' ? version : [])))];
}

function objects(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

function failed(error: unknown, name: ResourceName): Found {
  const status = error instanceof ApiError ? error.status : 0;
  if (status === 403) return { coverage: { state: 'denied', reason: `discovery of ${name} is denied to you` } };
  const failure = errorText(error);
  return { coverage: { state: 'error', reason: `discovery of ${name} failed: ${failure}` }, failure };
}
