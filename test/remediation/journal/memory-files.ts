/** A disk in memory, until a chosen operation: then it is full, or the process is dead. */
import type { JournalFiles } from '../../../src/remediation/index.ts';

export interface FileFault {
  /** The nth writing operation (from 1) fails, and every one after it. */
  readonly nth: number;
  /** `torn`: half of the text of a failing append is on disk. */
  readonly how: 'full' | 'torn';
}

export class MemoryFiles implements JournalFiles {
  readonly contents = new Map<string, string>();
  #fault: FileFault | undefined;
  #writes = 0;

  /** From now on, counting from 1. */
  failAt(fault: FileFault | undefined): this {
    this.#fault = fault;
    this.#writes = 0;
    return this;
  }

  makeFolder(): void {
    this.#write();
  }

  create(path: string, text: string): void {
    if (this.contents.has(path)) throw Object.assign(new Error(`EEXIST: ${path}`), { code: 'EEXIST' });
    this.#write();
    this.contents.set(path, text);
  }

  createAll(folder: string, texts: ReadonlyMap<string, string>): void {
    for (const [name, text] of texts) this.create(`${folder}/${name}`, text);
  }

  append(path: string, text: string): void {
    const known = this.contents.get(path) ?? '';
    this.#write(() => this.contents.set(path, known + text.slice(0, text.length / 2)));
    this.contents.set(path, known + text);
  }

  read(path: string): string | undefined {
    return this.contents.get(path);
  }

  list(path: string): readonly string[] {
    const below = [...this.contents.keys()].filter((file) => file.startsWith(`${path}/`));
    return [...new Set(below.map((file) => file.slice(path.length + 1).split('/')[0] ?? ''))].sort();
  }

  rename(from: string, to: string): void {
    this.#write();
    const text = this.contents.get(from);
    if (text === undefined) throw Object.assign(new Error(`ENOENT: ${from}`), { code: 'ENOENT' });
    this.contents.delete(from);
    this.contents.set(to, text);
  }

  remove(path: string): void {
    this.#write();
    this.contents.delete(path);
  }

  removeFolder(path: string): void {
    for (const file of this.contents.keys()) if (file.startsWith(`${path}/`)) this.contents.delete(file);
  }

  #write(torn?: () => void): void {
    this.#writes++;
    const fault = this.#fault;
    if (fault === undefined || this.#writes < fault.nth) return;
    if (this.#writes === fault.nth && fault.how === 'torn') torn?.();
    throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
  }
}
