/** Who may change an object on its way into the cluster, asked of the server once for all that is looked at. */
import { mutatorsOfWrite } from '../../analysis/admission/index.ts';
import { kindInfo, kindOf } from '../../kube/kinds.ts';
import type { StepPreview } from '../../model/plan.ts';
import { type ClusterIdentity, TargetError } from '../../model/ports.ts';
import { printable } from '../../text/printable.ts';
import type { Inquiry } from '../context.ts';
import { type Listed, listAdmission } from './admission.ts';
import type { Labels } from './subject.ts';

export class Changers {
  readonly #inquiry: Inquiry;
  readonly #version: string;
  readonly #labels = new Map<string, Promise<Labels>>();
  #listing: Promise<Listed> | undefined;

  /** `version`: of the server. */
  constructor(inquiry: Inquiry, version: ClusterIdentity['version']) {
    this.#inquiry = inquiry;
    this.#version = version;
  }

  listed(): Promise<Listed> {
    this.#listing ??= listAdmission(this.#inquiry, this.#version);
    return this.#listing;
  }

  /** `Kind name` of what the server lists and the request matches, safe for a terminal; undefined: not all is listed. */
  async namesFor({ ref, request }: Pick<StepPreview, 'ref' | 'request'>): Promise<readonly string[] | undefined> {
    const info = kindInfo(kindOf(ref.apiVersion, ref.kind) ?? '');
    if (info === undefined || request === undefined || request.op === 'delete') return undefined;
    const namespace = ref.kind === 'Namespace' ? ref.name : ref.namespace;
    const labels = namespace === undefined ? undefined : await this.labelsOf(namespace);
    const operation = request.op === 'create' ? 'CREATE' : 'UPDATE';
    const listed = await this.listed();
    const names = mutatorsOfWrite(listed, labels, { group: info.group, resource: info.plural, operation });
    return names.length === 0 && listed.unseen !== undefined ? undefined : names.map(printable);
  }

  labelsOf(namespace: string): Promise<Labels> {
    const found = this.#labels.get(namespace) ?? this.#readLabels(namespace);
    this.#labels.set(namespace, found);
    return found;
  }

  /** Undefined where they cannot be read: every selector may then match. */
  async #readLabels(name: string): Promise<Labels> {
    const { context, signal } = this.#inquiry;
    try {
      const object = await context.target.read({ apiVersion: 'v1', kind: 'Namespace', name }, signal);
      return object === undefined ? undefined : (object.metadata.labels ?? {});
    } catch (error) {
      if (error instanceof TargetError) return undefined;
      throw error;
    }
  }
}
