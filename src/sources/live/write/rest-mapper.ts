/** Where an object lives on the server: by the table of known kinds, else by discovery. */
import { KINDS, type KindInfo, kindOf } from '../../../kube/kinds.ts';
import { TargetError } from '../../../model/ports.ts';
import type { ApiResource, EvidenceResult } from '../../../plugin-api/index.ts';
import { readDiscovery } from '../evidence/discovery.ts';
import type { ApiClient } from '../http/client.ts';

export class RestMapper {
  readonly #client: ApiClient;
  #discovered: EvidenceResult<readonly ApiResource[]> | undefined;

  constructor(client: ApiClient) {
    this.#client = client;
  }

  async infoFor(ref: { readonly apiVersion: string; readonly kind: string }, signal: AbortSignal): Promise<KindInfo> {
    const known = kindOf(ref.apiVersion, ref.kind);
    if (known !== undefined) return KINDS[known];
    const at = ref.apiVersion.indexOf('/');
    const [group, version] = [ref.apiVersion.slice(0, Math.max(at, 0)), ref.apiVersion.slice(at + 1)];
    const found = (await this.#resources(signal)).find(
      (resource) => resource.group === group && resource.version === version && resource.kind === ref.kind,
    );
    if (found === undefined)
      throw new TargetError('failed', `the server does not serve ${ref.kind} of ${ref.apiVersion}.`);
    return { kind: ref.kind, group, version, plural: found.resource, namespaced: found.namespaced };
  }

  async #resources(signal: AbortSignal): Promise<readonly ApiResource[]> {
    if (this.#discovered?.value === undefined) this.#discovered = await readDiscovery(this.#client, signal);
    const { value, coverage } = this.#discovered;
    if (value === undefined)
      throw new TargetError('failed', `cannot find out what the server serves: ${coverage.reason}.`);
    return value;
  }
}
