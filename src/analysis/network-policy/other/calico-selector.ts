/** Selectors of Calico, answered by what is known of labels: true, false, or not to be told. */

/** `null`: the label is not there; undefined: nothing is known of it. */
export type KnownLabels = (key: string) => string | null | undefined;
type Answer = boolean | undefined;

const TOKEN = /\s*(&&|\|\||==|!=|!|\(|\)|\{|\}|,|"[^"]*"|'[^']*'|[A-Za-z0-9_./-]+)/y;
/** Deeper ones are nobody's. */
const DEEPEST = 50;

/**
 * Undefined, too, where it is no selector. An empty one selects everything. `isGlobal`: it is asked of the namespace of
 * what is in none, which `global()` stands for and `all()` does not.
 */
export function selects(selector: string, known: KnownLabels, isGlobal = false): Answer {
  const tokens = tokensOf(selector);
  if (tokens === undefined) return undefined;
  if (tokens.length === 0) return true;
  const reader = new Reader(tokens, known, isGlobal);
  const answer = reader.either(0);
  return reader.isAtEnd ? answer : undefined;
}

/** Labels that it asks for; none where it is no selector. */
export function keysIn(selector: string): readonly string[] {
  const keys: string[] = [];
  selects(selector, (key) => {
    keys.push(key);
    return undefined;
  });
  return keys;
}

type Comparison = (value: string, text: string) => boolean;
const COMPARISONS = new Map<string, Comparison>([
  ['contains', (value, text) => value.includes(text)],
  ['startswith', (value, text) => value.startsWith(text)],
  ['endswith', (value, text) => value.endsWith(text)],
]);
/** Operators of two words, which may also be written as one. */
const SECOND = new Map([
  ['not', 'in'],
  ['starts', 'with'],
  ['ends', 'with'],
]);

const known = new Map<string, readonly string[] | undefined>();
const MOST_KNOWN = 5000;

/** The same selector is asked of every pod. */
function tokensOf(text: string): readonly string[] | undefined {
  if (known.has(text)) return known.get(text);
  if (known.size >= MOST_KNOWN) known.clear();
  const found = tokensIn(text);
  known.set(text, found);
  return found;
}

function tokensIn(text: string): readonly string[] | undefined {
  const found: string[] = [];
  const rest = text.trimEnd();
  let at = 0;
  while (at < rest.length) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(rest);
    if (match === null) return undefined;
    found.push(match[1] ?? '');
    at = TOKEN.lastIndex;
  }
  return found;
}

class Reader {
  readonly #tokens: readonly string[];
  readonly #known: KnownLabels;
  readonly #isGlobal: boolean;
  #at = 0;
  #isBroken = false;

  constructor(tokens: readonly string[], known: KnownLabels, isGlobal: boolean) {
    this.#tokens = tokens;
    this.#known = known;
    this.#isGlobal = isGlobal;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#tokens.length && !this.#isBroken;
  }

  either(depth: number): Answer {
    let answer = this.#both(depth);
    while (this.#takes('||')) {
      const other = this.#both(depth);
      answer = answer === true || other === true ? true : answer === false && other === false ? false : undefined;
    }
    return answer;
  }

  #both(depth: number): Answer {
    let answer = this.#one(depth);
    while (this.#takes('&&')) {
      const other = this.#one(depth);
      answer = answer === false || other === false ? false : answer === true && other === true ? true : undefined;
    }
    return answer;
  }

  #one(depth: number): Answer {
    if (depth > DEEPEST) return this.#broken();
    if (this.#takes('!')) return not(this.#one(depth + 1));
    if (this.#takes('(')) {
      const answer = this.either(depth + 1);
      return this.#takes(')') ? answer : this.#broken();
    }
    const word = this.#next();
    if ((word === 'all' || word === 'global') && this.#takes('('))
      return this.#takes(')') ? (word === 'global') === this.#isGlobal : this.#broken();
    if (word === 'has' && this.#takes('(')) {
      const value = this.#known(this.#next());
      if (!this.#takes(')')) return this.#broken();
      return value === undefined ? undefined : value !== null;
    }
    return this.#compared(this.#known(word));
  }

  /** What is not there differs from every value, and is in no list. */
  #compared(value: string | null | undefined): Answer {
    const operator = this.#operator();
    if (operator === '==' || operator === '!=') return answered(value, [this.#text()], operator === '==');
    if (operator === 'in' || operator === 'notin') return answered(value, this.#list(), operator === 'in');
    const compare = COMPARISONS.get(operator);
    if (compare === undefined) return this.#broken();
    const text = this.#text();
    return value === undefined ? undefined : value !== null && compare(value, text);
  }

  #operator(): string {
    const first = this.#next();
    const second = SECOND.get(first);
    return second !== undefined && this.#takes(second) ? `${first}${second}` : first;
  }

  #list(): readonly string[] {
    if (!this.#takes('{')) this.#broken();
    const found: string[] = [];
    while (!this.isEnded && !this.#takes('}')) {
      found.push(this.#text());
      this.#takes(',');
    }
    return found;
  }

  get isEnded(): boolean {
    return this.#at >= this.#tokens.length;
  }

  #text(): string {
    const token = this.#next();
    if (!/^["']/.test(token)) this.#broken();
    return token.slice(1, -1);
  }

  #takes(token: string): boolean {
    if (this.#tokens[this.#at] !== token) return false;
    this.#at += 1;
    return true;
  }

  #next(): string {
    const token = this.#tokens[this.#at] ?? '';
    this.#at += 1;
    return token;
  }

  #broken(): undefined {
    this.#isBroken = true;
    return undefined;
  }
}

function not(answer: Answer): Answer {
  return answer === undefined ? undefined : !answer;
}

function answered(value: string | null | undefined, values: readonly string[], isWanted: boolean): Answer {
  if (value === undefined) return undefined;
  return (value !== null && values.includes(value)) === isWanted;
}
