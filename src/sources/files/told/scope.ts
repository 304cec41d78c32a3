/** What a part that could not be read may have held: all else is known for certain without it. */
import { groupOf, isClusterScoped, isResourceName, kindOf } from '../../../kube/kinds.ts';
import { isJsonObject } from '../../../kube/path.ts';
import type { JsonObject, StoredKind } from '../../../plugin-api/index.ts';

/** `undefined`: anything. */
export type Scope = Held | undefined;

interface Held {
  readonly kinds: ReadonlySet<StoredKind>;
  /** Some kind of which nothing is known: it may have pod templates, or be a resource that is asked for by its name. */
  readonly isCustom: boolean;
  /** Absent: any, or none. */
  readonly namespace?: string;
}

export function mayHold(scope: Scope, kind: StoredKind): boolean {
  if (scope === undefined || scope.kinds.has(kind)) return true;
  // Custom workloads are looked at as workloads, and pods are of every one of those.
  return scope.isCustom && (kind === 'Pod' || kind === 'CustomWorkload' || isResourceName(kind));
}

/** Of an object whose type is known. */
export function scopeOfObject(kind: StoredKind, { metadata }: JsonObject, otherwise?: string): Held {
  const named = isJsonObject(metadata) ? metadata.namespace : undefined;
  const namespace = typeof named === 'string' && named !== '' ? named : otherwise;
  const isCustom = kind === 'CustomWorkload' || isResourceName(kind);
  return { kinds: new Set([kind]), isCustom, ...placed(kind, namespace) };
}

const KIND = /^["']?kind["']?[ \t]*:[ \t]*["']?([A-Za-z][A-Za-z0-9]*)["']?[ \t]*\r?(?:#.*)?$/gm;
const API_VERSION = /^["']?apiVersion["']?[ \t]*:[ \t]*["']?([a-z0-9][a-z0-9./-]*)["']?[ \t]*\r?(?:#.*)?$/gm;
/** Keys of the object itself that are written in another way: in braces, as a template, behind a tag. */
const ANY_KIND = /(?:^|[{,\s"'])["']?kind["']?[ \t]*:/;
/** Such an action at the start of a line may write documents of its own. */
const WRITES_MORE = /^\{\{-?[ \t]*(?:include|template|tpl|toYaml|range|block|\.|\$)/m;
const METADATA = /^["']?metadata["']?[ \t]*:[ \t]*\r?\n((?:[ \t]+[^\n]*\n?|[ \t]*\r?\n|#[^\n]*\n?)*)/m;
const NAMESPACE = /^[ \t]+namespace[ \t]*:[ \t]*["']?([a-z0-9](?:[-a-z0-9]*[a-z0-9])?)["']?[ \t]*\r?$/m;

/** Of text that cannot be parsed, by what stands at the start of its lines. */
export function scopeOfText(text: string): Scope {
  const kinds = valuesOf(KIND, text);
  const versions = valuesOf(API_VERSION, text);
  const [kind] = kinds;
  const [apiVersion] = versions;
  if (kinds.length !== 1 || versions.length !== 1 || kind === undefined || apiVersion === undefined) return undefined;
  if (kind.endsWith('List') || WRITES_MORE.test(text)) return undefined;
  const known = kindOf(apiVersion, kind);
  if (known === undefined) return { kinds: new Set(), isCustom: !isOfKubernetes(apiVersion) };
  const namespace = NAMESPACE.exec(METADATA.exec(text)?.[1] ?? '')?.[1];
  return { kinds: new Set([known]), isCustom: false, ...placed(known, namespace) };
}

/** Whether text that cannot be parsed was meant to be an object at all. */
export function mentionsKind(text: string): boolean {
  return ANY_KIND.test(text) || /(?:^|[{,\s"'])["']?apiVersion["']?[ \t]*:/.test(text);
}

function placed(kind: StoredKind, namespace: string | undefined): Pick<Held, 'namespace'> {
  return namespace === undefined || isClusterScoped(kind) || isResourceName(kind) ? {} : { namespace };
}

function valuesOf(pattern: RegExp, text: string): readonly string[] {
  return Array.from(text.matchAll(pattern), ([, value = '']) => value);
}

/** None of its kinds beside those in the table has pods. */
function isOfKubernetes(apiVersion: string): boolean {
  const group = groupOf(apiVersion);
  return group === '' || group.endsWith('.k8s.io') || ['apps', 'batch', 'autoscaling', 'policy'].includes(group);
}
