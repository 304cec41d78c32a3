/** What an evaluation has asked for: as long as the answers stay the same, so does what it said. */
import { type Extent, extentOfRead, NOTHING } from './extent.ts';

/** Something that was asked of a fact, and its answer. */
export interface Question {
  readonly extent: Extent;
  /** Place of the fact among the declared reads. */
  readonly read: number;
  readonly method: string;
  readonly parameters: readonly unknown[];
  readonly answer: unknown;
}

export interface Asked {
  /** Reads of which any change may matter. */
  readonly extent: Extent;
  /** Of facts that were only asked questions. */
  readonly questions: readonly Question[];
}

/** Collects until it is taken. */
export class Trace {
  #extent: Extent = NOTHING;
  #questions: Question[] = [];

  add(read: number): void {
    this.#extent |= extentOfRead(read);
  }

  take(): Asked {
    const asked = { extent: this.#extent, questions: this.#questions };
    this.#extent = NOTHING;
    this.#questions = [];
    return asked;
  }

  /** The same fact, what is asked of it noted. Whatever is not a question counts as a look at all of it. */
  follow<T>(read: number, fact: T): T {
    if (!isAnswering(fact)) {
      this.add(read);
      return fact;
    }
    return new Proxy(fact, {
      get: (target, method) => {
        const member = Reflect.get(target, method) as unknown;
        if (typeof member === 'function' && typeof method === 'string') return this.#asking(read, target, method);
        this.add(read);
        return member;
      },
      has: (target, key) => {
        this.add(read);
        return Reflect.has(target, key);
      },
      ownKeys: (target) => {
        this.add(read);
        return Reflect.ownKeys(target);
      },
    });
  }

  #asking(read: number, fact: object, method: string): (...parameters: readonly unknown[]) => unknown {
    return (...parameters) => {
      const answer = ask(fact, method, parameters);
      this.#questions.push({ extent: extentOfRead(read), read, method, parameters, answer });
      return answer;
    };
  }
}

export function ask(fact: unknown, method: string, parameters: readonly unknown[]): unknown {
  const member = (fact as Readonly<Record<string, unknown>>)[method];
  return typeof member === 'function' ? member.apply(fact, parameters) : undefined;
}

/** Lists of the same objects; anything else has to be the same itself. */
export function isSameAnswer(left: unknown, right: unknown): boolean {
  if (Object.is(left, right)) return true;
  if (!Array.isArray(left) || !Array.isArray(right) || left.length !== right.length) return false;
  return left.every((item, index) => isSameAnswer(item, right[index]));
}

/** An object of methods, as facts with an index inside are. */
function isAnswering(fact: unknown): fact is object {
  return typeof fact === 'object' && fact !== null && Object.getPrototypeOf(fact) === Object.prototype;
}
