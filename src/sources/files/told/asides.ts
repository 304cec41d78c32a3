/** What a reading leaves aside: other YAML, what was excluded, and kinds that no chosen check looks at. Told once. */
import { UNPLACED } from '../../../kube/unplaced.ts';
import { nameSome } from '../../../text/words.ts';
import type { LeftOutBy } from '../read/left-out.ts';
import { shownPath } from '../read/manifests.ts';
import { type MessageEvent, message } from './problems.ts';

const MOST_NAMED = 5;

/** The first of them, and how many more there are. */
export function firstOf(paths: Iterable<string>, more: readonly [one: string, many: string]): string {
  const all = [...paths];
  const rest = all.length - MOST_NAMED;
  const named = all.slice(0, MOST_NAMED).map(shownPath).join(', ');
  return rest <= 0 ? named : `${named} and ${rest} more ${rest === 1 ? more[0] : more[1]}`;
}

/** Files in which other YAML was found: values of charts, compose files, tests. */
export class ForeignFiles {
  readonly #paths = new Set<string>();
  #documents = 0;

  add(path: string): void {
    this.#paths.add(path);
    this.#documents++;
  }

  get isEmpty(): boolean {
    return this.#documents === 0;
  }

  message(): MessageEvent | undefined {
    if (this.isEmpty) return undefined;
    const what = this.#documents === 1 ? '1 document was skipped' : `${this.#documents} documents were skipped`;
    const text = `${what}, no Kubernetes object (apiVersion and kind): ${firstOf(this.#paths, ['file', 'files'])}`;
    return message('warning', text);
  }
}

/** Objects that name no namespace. */
export class UnplacedObjects {
  readonly #paths = new Set<string>();
  #objects = 0;

  add(path: string): void {
    this.#paths.add(path);
    this.#objects++;
  }

  *messages(): Generator<MessageEvent> {
    if (this.#objects === 0) return;
    const what = this.#objects === 1 ? '1 object names' : `${this.#objects} objects name`;
    const where = firstOf(this.#paths, ['file', 'files']);
    yield message(
      'info',
      `${what} no namespace: nothing is said of the one they go to. -n NAMESPACE sets it: ${where}.`,
    );
  }
}

/** Objects of namespaces that were not asked for. */
export class ElsewhereObjects {
  readonly #namespaces = new Set<string>();
  #objects = 0;

  add(namespace: string): void {
    this.#namespaces.add(namespace);
    this.#objects++;
  }

  /** `given`: the one that nameless objects get. kubectl takes no other beside it. */
  *messages(given: string): Generator<MessageEvent> {
    if (this.#objects === 0) return;
    const what = this.#objects === 1 ? '1 object names' : `${this.#objects} objects name`;
    const named = [...this.#namespaces].sort();
    const other = named.length === 1 ? 'another namespace' : 'other namespaces';
    const kubectl = given === UNPLACED ? '' : ` kubectl apply -n ${given} would refuse the whole.`;
    yield message('info', `${what} ${other} than -n: ${nameSome(named, MOST_NAMED)}. Not judged.${kubectl}`);
  }
}

/** Files and folders that rules leave out. */
export class LeftOutPaths {
  readonly #paths = new Map<LeftOutBy, string[]>();

  add(by: LeftOutBy, path: string, isFolder: boolean): void {
    const paths = this.#paths.get(by) ?? [];
    this.#paths.set(by, paths);
    paths.push(isFolder ? `${path}/` : path);
  }

  *messages(): Generator<MessageEvent> {
    for (const [by, paths] of this.#paths)
      yield message('info', `Left out by ${by}: ${firstOf(paths, ['path', 'paths'])}.`);
  }
}

/** Kinds of which no chosen check reads an object. */
export class UnlookedKinds {
  readonly #kinds = new Set<string>();
  #objects = 0;

  add(kind: string): void {
    this.#kinds.add(kind);
    this.#objects++;
  }

  *messages(): Generator<MessageEvent> {
    if (this.#objects === 0) return;
    const kinds = [...this.#kinds].sort();
    const more = kinds.length > MOST_NAMED ? ` and ${kinds.length - MOST_NAMED} more` : '';
    const what = this.#objects === 1 ? '1 object is of a kind' : `${this.#objects} objects are of kinds`;
    yield message(
      'info',
      `${what} that none of the chosen checks looks at: ${kinds.slice(0, MOST_NAMED).join(', ')}${more}.`,
    );
  }
}
