/** Objects of the custom resources that are asked for. Definitions may come after them, so they wait for the end. */
import { basename } from 'node:path';
import { groupOf, isResourceName } from '../../../kube/kinds.ts';
import { isJsonObject } from '../../../kube/path.ts';
import { partsOfResource, resourceFor } from '../../../kube/resource-names.ts';
import type { KindRequest } from '../../../model/ports.ts';
import type { JsonObject, ResourceName } from '../../../plugin-api/index.ts';
import { withoutNulls } from './defaults.ts';
import { type Definition, definitionIn } from './definitions.ts';
import { STDIN } from './discover.ts';
import { shapeOfKind } from './kind-shapes.ts';
import { nameProblem } from './names.ts';
import { misfitText } from './shape.ts';

export interface Standing {
  readonly path: string;
  readonly document: number;
  readonly line: number;
}
export interface Waiting extends Standing {
  readonly object: JsonObject;
  readonly apiVersion: string;
  readonly kind: string;
  /** It is looked at as a workload as well. */
  readonly isWorkload: boolean;
}
export type Settled =
  | { readonly type: 'object'; readonly resource: ResourceName; readonly object: JsonObject; readonly at: Waiting }
  | { readonly type: 'problem'; readonly resource: ResourceName; readonly problem: string; readonly at: Waiting }
  /** Nobody asked for it after all. */
  | { readonly type: 'ignored'; readonly at: Waiting };

export class CustomResources {
  readonly #names: readonly ResourceName[];
  readonly #groups: ReadonlySet<string>;
  readonly #definitions = new Map<string, Definition>();
  readonly #waiting: Waiting[] = [];

  constructor(kinds: readonly KindRequest[]) {
    this.#names = kinds.map(({ kind }) => kind).filter(isResourceName);
    this.#groups = new Set(this.#names.map((name) => partsOfResource(name).group));
  }

  /** True: whether it is asked for shows in the end. */
  add(object: JsonObject, at: Standing, isWorkload: boolean): boolean {
    const definition = definitionIn(object);
    if (definition !== undefined) this.#definitions.set(`${definition.group}/${definition.kind}`, definition);
    const { apiVersion, kind } = object;
    if (typeof apiVersion !== 'string' || typeof kind !== 'string') return false;
    if (!this.#groups.has(groupOf(apiVersion))) return false;
    this.#waiting.push({ ...at, object: withoutNulls(object) as JsonObject, apiVersion, kind, isWorkload });
    return true;
  }

  /** Once, after everything was read. `namespace`: of what names none. */
  *settle(namespace: string): Generator<Settled> {
    for (const at of this.#waiting.splice(0)) {
      const definition = this.#definitions.get(`${groupOf(at.apiVersion)}/${at.kind}`);
      const resource = this.#resourceOf(at, definition);
      if (resource === undefined) yield { type: 'ignored', at };
      else {
        const object = placed(named(at), definition, namespace);
        const problem = metadataProblem(object);
        if (problem === undefined) yield { type: 'object', resource, object, at };
        else yield { type: 'problem', resource, problem: `${at.kind}: ${problem}`, at };
      }
    }
  }

  /** What a definition says counts; without one the name is guessed. */
  #resourceOf(at: Waiting, definition: Definition | undefined): ResourceName | undefined {
    if (definition === undefined) return resourceFor(at, this.#names);
    return this.#names.find((name) => name === `${definition.plural}.${definition.group}`);
  }
}

/** Configuration of the control plane is written as objects that no server keeps: they have no name but their file's. */
const CONFIGURATION = /\.config\.k8s\.io$/;

function named({ object, apiVersion, path, document }: Waiting): JsonObject {
  if (!CONFIGURATION.test(groupOf(apiVersion)) || object.metadata !== undefined) return object;
  const name = document > 1 ? `${basename(path)}#${document}` : basename(path);
  return { ...object, metadata: { name: path === STDIN ? 'stdin' : name } };
}

/** Whether a kind is in namespaces only its definition tells: without one the object stays where it says that it is. */
function placed(object: JsonObject, definition: Definition | undefined, otherwise: string): JsonObject {
  const { metadata } = object;
  if (definition === undefined || !isJsonObject(metadata)) return object;
  const { namespace, ...rest } = metadata;
  return { ...object, metadata: definition.isNamespaced ? { ...rest, namespace: namespace ?? otherwise } : rest };
}

/** Of the rest of such an object nobody here knows what it must be. */
function metadataProblem(object: JsonObject): string | undefined {
  const found = shapeOfKind('CustomWorkload')(object);
  return found === undefined ? nameProblem(object)?.text : misfitText(found);
}
