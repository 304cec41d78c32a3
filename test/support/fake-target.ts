/** A cluster in memory with the preconditions of a real one, and faults on demand. */
import { deepEqual } from '../../src/kube/canonical.ts';
import { refKey, refOf } from '../../src/kube/refs.ts';
import { driftedFields, withFieldChanges } from '../../src/model/edits.ts';
import type { ClusterIdentity, SourceType, Target, WriteRequest, WriteResult } from '../../src/model/ports.ts';
import { TargetError, type TargetErrorCode } from '../../src/model/ports.ts';
import type { KubeObject, ObjectRef } from '../../src/plugin-api/index.ts';

export const FAKE_CLUSTER: ClusterIdentity = {
  id: '6f0c5a4e-0000-4000-8000-000000000001',
  server: 'https://10.0.0.1:6443',
  ca: 'aa55',
  context: 'dev',
  user: 'kim',
  version: 'v1.36.3',
};

export interface Fault {
  /** Which call fails: the nth (from 1) of its kind since the target was made. */
  readonly call: 'read' | 'dry-run' | 'write' | 'identity';
  readonly nth: number;
  readonly code: TargetErrorCode;
  readonly message?: string;
  /** The write takes place and its answer is lost. */
  readonly written?: boolean;
  /** How many calls of the kind fail from there on; 1 without it. */
  readonly times?: number;
}

export interface FakeOptions {
  readonly type?: SourceType;
  readonly identity?: Partial<ClusterIdentity>;
  readonly faults?: readonly Fault[];
  /** What admission makes of an object before it is stored. */
  readonly admit?: (object: KubeObject) => KubeObject;
  readonly warnings?: readonly string[] | (() => readonly string[]);
  /** Runs before a call is answered: the place for another writer. */
  readonly before?: (call: Fault['call'], nth: number, target: FakeTarget) => void;
}

export class FakeTarget implements Target {
  readonly type: SourceType;
  readonly objects = new Map<string, KubeObject>();
  /** Requests that stored something, in order. */
  readonly writes: WriteRequest[] = [];
  readonly calls = { read: 0, 'dry-run': 0, write: 0, identity: 0 };
  cluster: ClusterIdentity;
  readonly #options: FakeOptions;
  #counter = 0;

  constructor(objects: readonly KubeObject[], options: FakeOptions = {}) {
    this.type = options.type ?? 'live';
    this.#options = options;
    this.cluster = { ...FAKE_CLUSTER, ...options.identity };
    for (const object of objects) this.put(object);
  }

  /** As another writer does it: no preconditions, a new resource version. */
  put(object: KubeObject): void {
    const key = refKey(refOf(object));
    const uid = this.objects.get(key)?.metadata.uid ?? object.metadata.uid ?? `uid-${++this.#counter}`;
    const resourceVersion = `${++this.#counter}`;
    this.objects.set(key, freeze({ ...object, metadata: { ...object.metadata, uid, resourceVersion } }));
  }

  remove(ref: ObjectRef): void {
    this.objects.delete(refKey(ref));
  }

  get(ref: ObjectRef): KubeObject | undefined {
    return this.objects.get(refKey(ref));
  }

  async identity(): Promise<ClusterIdentity> {
    this.#meet('identity');
    return this.cluster;
  }

  async read(ref: ObjectRef): Promise<KubeObject | undefined> {
    this.#meet('read');
    return this.objects.get(refKey(ref));
  }

  async write(request: WriteRequest, { dryRun }: { readonly dryRun: boolean }): Promise<WriteResult> {
    const fault = this.#meet(dryRun ? 'dry-run' : 'write');
    const result = this.#answer(request);
    if (!dryRun) {
      this.#store(request, result);
      this.writes.push(request);
    }
    if (fault !== undefined) throw lost(fault);
    return result;
  }

  #answer(request: WriteRequest): WriteResult {
    const ref = request.op === 'create' ? refOf(request.object) : request.ref;
    const current = this.objects.get(refKey(ref));
    const { warnings = [] } = this.#options;
    const common = { warnings: typeof warnings === 'function' ? warnings() : warnings, verified: 'server' as const };
    if (request.op === 'create') {
      if (current !== undefined) throw new TargetError('conflict', `${ref.kind} ${ref.name} already exists`);
      const uid = `uid-${this.#counter + 1}`;
      const after = this.#admitted({ ...request.object, metadata: { ...request.object.metadata, uid } });
      return { ...common, after };
    }
    if (current === undefined) throw new TargetError('gone', `${ref.kind} ${ref.name} is not there`);
    const { uid, resourceVersion } = current.metadata;
    if (request.uid !== undefined && request.uid !== uid) throw new TargetError('drift', 'the uid is another');
    if (request.resourceVersion !== undefined && request.resourceVersion !== resourceVersion)
      throw new TargetError('drift', 'the object has been modified');
    if (request.op === 'delete') return { ...common, before: current };
    if (driftedFields(current, request.fieldChanges).length > 0) throw new TargetError('drift', 'a test did not hold');
    return { ...common, before: current, after: this.#admitted(withFieldChanges(current, request.fieldChanges)) };
  }

  #admitted(object: KubeObject): KubeObject {
    const admitted = this.#options.admit?.(object) ?? object;
    return freeze({ ...admitted, metadata: { ...admitted.metadata, resourceVersion: `${this.#counter + 2}` } });
  }

  #store(request: WriteRequest, { after }: WriteResult): void {
    this.#counter += 2;
    if (after !== undefined) this.objects.set(refKey(refOf(after)), after);
    else if (request.op === 'delete') this.objects.delete(refKey(request.ref));
  }

  /** Counts the call; throws its fault, or returns it when the write still takes place. */
  #meet(call: Fault['call']): Fault | undefined {
    const nth = ++this.calls[call];
    this.#options.before?.(call, nth, this);
    const fault = this.#options.faults?.find(
      (one) => one.call === call && nth >= one.nth && nth < one.nth + (one.times ?? 1),
    );
    if (fault === undefined || fault.written === true) return fault;
    throw lost(fault);
  }
}

function lost(fault: Fault): TargetError {
  const maybeWritten = fault.call === 'write' && fault.code === 'unreachable';
  return new TargetError(fault.code, fault.message ?? `${fault.code} at ${fault.call} ${fault.nth}`, { maybeWritten });
}

function freeze(object: KubeObject): KubeObject {
  const copy = structuredClone(object);
  deepFreeze(copy);
  return copy;
}

function deepFreeze(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return;
  Object.freeze(value);
  for (const member of Object.values(value)) deepFreeze(member);
}

/** The objects without what a write always changes. */
export function contents(target: FakeTarget): ReadonlyMap<string, unknown> {
  return new Map(
    [...target.objects]
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([key, object]) => {
        const { uid: _uid, resourceVersion: _version, ...metadata } = object.metadata;
        return [key, { ...object, metadata }];
      }),
  );
}

export function sameContents(left: ReadonlyMap<string, unknown>, right: ReadonlyMap<string, unknown>): boolean {
  return deepEqual([...left], [...right]);
}
