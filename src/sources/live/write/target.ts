/** The cluster as a place for changes: fresh reads, tested patches, server dry runs. */
import { keptAnnotations } from '../../../decode/annotations.ts';
import { compilePatch, PathGone } from '../../../kube/json-patch.ts';
import type { KindInfo } from '../../../kube/kinds.ts';
import { formatPath, isJsonObject } from '../../../kube/path.ts';
import { placedResource, refOf } from '../../../kube/refs.ts';
import { recreatable } from '../../../kube/server-owned.ts';
import { driftedFields, withFieldChanges } from '../../../model/edits.ts';
import {
  type ClusterIdentity,
  type Question,
  type Target,
  TargetError,
  type WriteRequest,
  type WriteResult,
} from '../../../model/ports.ts';
import { FIELD_MANAGER } from '../../../model/writers/appliers.ts';
import type { JsonObject, KubeObject, ObjectRef } from '../../../plugin-api/index.ts';
import type { ApiClient, ApiRequest } from '../http/client.ts';
import { ApiError, saysGone } from '../http/errors.ts';
import { collectionPath, objectPath } from '../read/resource.ts';
import { authorized } from './authorize.ts';
import { listed, rehearsed } from './rehearse.ts';
import { RestMapper } from './rest-mapper.ts';
import { targetError } from './target-error.ts';

export interface LiveTargetOptions {
  readonly client: ApiClient;
  readonly readOnly: boolean;
  identity(signal: AbortSignal): Promise<ClusterIdentity>;
}

type Patch = Extract<WriteRequest, { op: 'patch' }>;
type Delete = Extract<WriteRequest, { op: 'delete' }>;
type Create = Extract<WriteRequest, { op: 'create' }>;

interface Call {
  readonly dryRun: boolean;
  readonly signal: AbortSignal;
}

const METADATA_ONLY = 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1';
export class LiveTarget implements Target {
  readonly type = 'live';
  readonly #client: ApiClient;
  readonly #options: LiveTargetOptions;
  readonly #mapper: RestMapper;

  constructor(options: LiveTargetOptions) {
    this.#client = options.client;
    this.#options = options;
    this.#mapper = new RestMapper(options.client);
  }

  identity(signal: AbortSignal): Promise<ClusterIdentity> {
    return this.#options.identity(signal);
  }

  async read(ref: ObjectRef, signal: AbortSignal): Promise<KubeObject | undefined> {
    try {
      return await this.#get(ref, signal);
    } catch (error) {
      throw targetError(error, { ref, isWrite: false, signal });
    }
  }

  async write(request: WriteRequest, options: { readonly dryRun: boolean }, signal: AbortSignal): Promise<WriteResult> {
    const call = { dryRun: options.dryRun, signal };
    switch (request.op) {
      case 'create':
        return this.#create(request, call);
      case 'patch':
        return this.#patch(request, call);
      case 'delete':
        return this.#delete(request, call);
    }
  }

  async list(kind: KindInfo, signal: AbortSignal): Promise<readonly KubeObject[] | undefined> {
    return listed(this.#client, kind, signal);
  }

  async rehearse(namespace: string, pod: JsonObject, signal: AbortSignal): Promise<KubeObject> {
    return rehearsed(this.#client, { namespace, pod }, signal);
  }

  async authorize(user: string, questions: readonly Question[], signal: AbortSignal): Promise<readonly boolean[]> {
    return authorized(this.#client, { user, questions }, signal);
  }

  async #create({ object }: Create, call: Call): Promise<WriteResult> {
    const ref = refOf(object);
    refuseSecretValues(ref);
    const body = recreatable(object);
    if (this.#isLocal(ref, call)) {
      if ((await this.read(ref, call.signal)) !== undefined) throw alreadyThere(ref);
      return { after: body, warnings: [], verified: 'local' };
    }
    const info = await this.#info(ref, call);
    const path = collectionPath(info, info.namespaced ? ref.namespace : undefined);
    const sent = await this.#send(
      { method: 'POST', path, query: writeQuery(call), body, what: `create ${placedResource(ref)}` },
      ref,
      call,
    );
    return { after: sent.object, warnings: sent.warnings, verified: 'server' };
  }

  async #patch(request: Patch, call: Call): Promise<WriteResult> {
    const { ref, fieldChanges } = request;
    refuseSecretValues(ref);
    const before = await this.#current(request, call);
    const drifted = driftedFields(before, fieldChanges).map(({ path }) => formatPath(path));
    if (drifted.length > 0) throw drift(ref, drifted);
    if (fieldChanges.length === 0) return { before, after: before, warnings: [], verified: 'server' };
    if (this.#isLocal(ref, call))
      return { before, after: withFieldChanges(before, fieldChanges), warnings: [], verified: 'local' };
    const info = await this.#info(ref, call);
    const sending: ApiRequest = {
      method: 'PATCH',
      path: objectPath(info, ref.name, ref.namespace),
      query: writeQuery(call),
      contentType: 'application/json-patch+json',
      body: compiled(before, request),
      what: `patch ${placedResource(ref)}`,
    };
    try {
      const sent = await this.#send(sending, ref, call);
      return { before, after: sent.object, warnings: sent.warnings, verified: 'server' };
    } catch (error) {
      throw await this.#explained(error, request, call.signal);
    }
  }

  async #delete(request: Delete, call: Call): Promise<WriteResult> {
    const { ref } = request;
    const before = await this.#current(request, call);
    if (this.#isLocal(ref, call)) return { before, warnings: [], verified: 'local' };
    const info = await this.#info(ref, call);
    const { uid = before.metadata.uid, resourceVersion } = request;
    const body = {
      apiVersion: 'v1',
      kind: 'DeleteOptions',
      propagationPolicy: 'Background',
      preconditions: {
        ...(uid === undefined ? {} : { uid }),
        ...(resourceVersion === undefined ? {} : { resourceVersion }),
      },
      ...(call.dryRun ? { dryRun: ['All'] } : {}),
    };
    const path = objectPath(info, ref.name, ref.namespace);
    try {
      const { warnings } = await this.#send(
        { method: 'DELETE', path, body, what: `delete ${placedResource(ref)}` },
        ref,
        call,
      );
      return { before, warnings, verified: 'server' };
    } catch (error) {
      if (error instanceof TargetError && error.code === 'conflict')
        throw new TargetError('drift', error.message, { cause: error });
      throw error;
    }
  }

  /** As stored now, with the preconditions on the object as a whole checked. */
  async #current(request: Patch | Delete, { signal }: Call): Promise<KubeObject> {
    const { ref, uid, resourceVersion } = request;
    const found = await this.read(ref, signal);
    if (found === undefined) throw new TargetError('gone', 'no longer exists', { subject: ref });
    if (uid !== undefined && found.metadata.uid !== uid)
      throw new TargetError('drift', 'was deleted and created again since you saw it', { subject: ref });
    if (resourceVersion !== undefined && found.metadata.resourceVersion !== resourceVersion)
      throw new TargetError('drift', 'changed since you saw it', { subject: ref });
    return found;
  }

  /** A failed test and a bad patch look alike: what is stored now tells which it was. */
  async #explained(error: unknown, request: Patch, signal: AbortSignal): Promise<unknown> {
    const cause = error instanceof TargetError ? error.cause : undefined;
    if (!(cause instanceof ApiError) || (cause.status !== 422 && cause.status !== 409)) return error;
    const { ref, fieldChanges, uid, resourceVersion } = request;
    const now = await this.read(ref, signal);
    if (now === undefined) return new TargetError('gone', 'no longer exists', { subject: ref });
    const isOther =
      (uid !== undefined && now.metadata.uid !== uid) ||
      (resourceVersion !== undefined && now.metadata.resourceVersion !== resourceVersion);
    const drifted = driftedFields(now, fieldChanges).map(({ path }) => formatPath(path));
    if (isOther || drifted.length > 0) return drift(ref, drifted);
    return new TargetError('invalid', cause.message, { cause });
  }

  async #send(request: ApiRequest, ref: ObjectRef, { dryRun, signal }: Call) {
    try {
      const { value, warnings } = await this.#client.json({ ...request, takesWarnings: true }, signal);
      // A deletion is answered by a Status, or by the object as it was.
      return { object: request.method === 'DELETE' ? undefined : answered(value, ref, !dryRun), warnings };
    } catch (error) {
      throw targetError(error, { ref, isWrite: !dryRun, signal });
    }
  }

  async #get(ref: ObjectRef, signal: AbortSignal): Promise<KubeObject | undefined> {
    const isSecret = isSecretRef(ref);
    const info = isSecret ? SECRETS : await this.#mapper.infoFor(ref, signal);
    const path = objectPath(info, ref.name, info.namespaced ? ref.namespace : undefined);
    const accept = isSecret ? METADATA_ONLY : 'application/json';
    try {
      const { value } = await this.#client.json({ path, accept, what: `get ${placedResource(ref)}` }, signal);
      const object = answered(value, ref, false);
      return isSecret ? withoutValues(object) : object;
    } catch (error) {
      if (saysGone(error, info, ref.name)) return undefined;
      throw error;
    }
  }

  async #info(ref: ObjectRef, { signal }: Call): Promise<KindInfo> {
    try {
      return isSecretRef(ref) ? SECRETS : await this.#mapper.infoFor(ref, signal);
    } catch (error) {
      throw targetError(error, { ref, isWrite: false, signal });
    }
  }

  /** When only reading is allowed, a preview is computed here; a write is refused. */
  #isLocal(ref: ObjectRef, { dryRun }: Call): boolean {
    if (!this.#options.readOnly) return false;
    if (dryRun) return true;
    throw new TargetError('denied', 'was not written: this session is read-only', { subject: ref });
  }
}

const SECRETS: KindInfo = { kind: 'Secret', group: '', version: 'v1', plural: 'secrets', namespaced: true };

function isSecretRef(ref: ObjectRef): boolean {
  return ref.kind === 'Secret' && ref.apiVersion === 'v1';
}

/** Throws TargetError where it is not the object that was asked for: a proxy may answer anything. */
function answered(value: unknown, ref: ObjectRef, maybeWritten: boolean): KubeObject {
  const { metadata } = isJsonObject(value) ? value : {};
  if (isJsonObject(metadata) && metadata.name === ref.name && (metadata.namespace ?? '') === (ref.namespace ?? ''))
    return value as unknown as KubeObject;
  const what = isJsonObject(metadata) ? 'another object' : 'no object';
  throw new TargetError('failed', `the answer about ${placedResource(ref)} is ${what}.`, { maybeWritten });
}

/** Values would have to pass through journals and diffs. */
function refuseSecretValues(ref: ObjectRef): void {
  if (isSecretRef(ref)) throw new TargetError('denied', 'the content of Secrets is never written');
}

function withoutValues({ metadata }: KubeObject): KubeObject {
  const { annotations, managedFields: _, ...rest } = metadata as KubeObject['metadata'] & { managedFields?: unknown };
  const kept = keptAnnotations(annotations);
  return { apiVersion: 'v1', kind: 'Secret', metadata: kept === undefined ? rest : { ...rest, annotations: kept } };
}

function writeQuery({ dryRun }: Call): Readonly<Record<string, string>> {
  return { fieldManager: FIELD_MANAGER, fieldValidation: 'Strict', ...(dryRun ? { dryRun: 'All' } : {}) };
}

function compiled(before: KubeObject, request: Patch): unknown {
  try {
    return compilePatch(before, request.fieldChanges, request);
  } catch (error) {
    if (error instanceof PathGone) throw drift(request.ref, [error.message]);
    throw error;
  }
}

function drift(ref: ObjectRef, what: readonly string[]): TargetError {
  const places = what.length === 0 ? '' : `: ${what.join(', ')}`;
  return new TargetError('drift', `changed since you saw it${places}`, { subject: ref });
}

function alreadyThere(ref: ObjectRef): TargetError {
  return new TargetError('conflict', 'already exists', { subject: ref });
}
