/** What an evaluation has asked for: as long as the answers stay the same, so does what it said. */
import type { AnyFact } from '../../plugin-api/index.ts';
import type { Cell } from './cells.ts';

/** Something that was asked of a fact, or a member of it that was looked at, and its answer. */
export interface Question {
  /** Of the fact: it changes with anything that the fact reads. */
  readonly cell: Cell;
  readonly fact: AnyFact;
  readonly method: string;
  readonly parameters: readonly unknown[];
  readonly answer: unknown;
}

export interface Asked {
  /** Any change of them may matter. */
  readonly cells: readonly Cell[];
  /** Of facts that were only asked questions. */
  readonly questions: readonly Question[];
}

export const NOTHING_ASKED: Asked = { cells: [], questions: [] };

/** Takes note of what is looked at. */
export interface Looking {
  look(cell: Cell): void;
  /** The value of a fact, to be handed out. */
  follow<T>(fact: AnyFact, cell: Cell, value: T): T;
}

/** Of a fact, while it is derived: whatever it looks at later would not be known when it changes. */
export class FactTrace implements Looking {
  readonly #note: (cell: Cell) => void;
  #isClosed = false;

  constructor(note: (cell: Cell) => void) {
    this.#note = note;
  }

  close(): void {
    this.#isClosed = true;
  }

  /** Throws once the fact is derived. */
  look(cell: Cell): void {
    if (this.#isClosed) throw new TypeError('a fact may look at its view only while it is derived');
    this.#note(cell);
  }

  follow<T>(_fact: AnyFact, cell: Cell, value: T): T {
    this.look(cell);
    return value;
  }
}

/** Collects until it is taken. */
export class Trace implements Looking {
  #cells = new Set<Cell>();
  #questions: Question[] = [];

  look(cell: Cell): void {
    this.#cells.add(cell);
  }

  /** For answers that are not asked for again: a look at a fact is one at all of it. */
  get whole(): Looking {
    return {
      look: (cell) => this.look(cell),
      follow: (_fact, cell, value) => {
        this.look(cell);
        return value;
      },
    };
  }

  take(): Asked {
    if (this.#cells.size === 0 && this.#questions.length === 0) return NOTHING_ASKED;
    const asked = { cells: [...this.#cells], questions: this.#questions };
    this.#cells = new Set();
    this.#questions = [];
    return asked;
  }

  /** The same value of a fact, what is asked of it noted: its members, one by one. A look at which there are is one at all of it. */
  follow<T>(fact: AnyFact, cell: Cell, value: T): T {
    if (!isAnswering(value)) {
      this.look(cell);
      return value;
    }
    return new Proxy(value, {
      get: (target, method) => {
        const member = Reflect.get(target, method) as unknown;
        if (typeof method !== 'string' || !Object.hasOwn(target, method)) this.look(cell);
        else if (typeof member === 'function') return this.#asking(fact, cell, target, method);
        else this.#questions.push({ cell, fact, method, parameters: [], answer: member });
        return member;
      },
      has: (target, key) => {
        this.look(cell);
        return Reflect.has(target, key);
      },
      ownKeys: (target) => {
        this.look(cell);
        return Reflect.ownKeys(target);
      },
    });
  }

  #asking(fact: AnyFact, cell: Cell, target: object, method: string): (...parameters: readonly unknown[]) => unknown {
    return (...parameters) => {
      const answer = ask(target, method, parameters);
      this.#questions.push({ cell, fact, method, parameters, answer });
      return answer;
    };
  }
}

export function ask(fact: unknown, method: string, parameters: readonly unknown[]): unknown {
  const member = (fact as Readonly<Record<string, unknown>>)[method];
  return typeof member === 'function' ? member.apply(fact, parameters) : member;
}

/** An object of methods, as facts with an index inside are. */
function isAnswering(fact: unknown): fact is object {
  return typeof fact === 'object' && fact !== null && Object.getPrototypeOf(fact) === Object.prototype;
}
