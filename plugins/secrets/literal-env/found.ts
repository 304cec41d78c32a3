/** What of a container looks like a credential: of variables what was kept of them, of commands their words. */
import {
  type Container,
  commandsOf,
  type Literal,
  literalIn,
  literalOf,
  literalUnder,
} from 'kubectl-harden/plugin-api';

export interface Found {
  readonly container: Container;
  readonly literal: Literal;
  /** Of the variable or the flag. */
  readonly name: string;
  /** Absent: it stands in the command or its arguments. */
  readonly variable?: string;
  readonly field: 'args' | 'command' | 'env';
}

export function foundIn(container: Container): readonly Found[] {
  return [...inVariables(container), ...inWords(container)];
}

/** A name that is given twice has its last value. */
function inVariables(container: Container): readonly Found[] {
  const last = new Map((container.spec.env ?? []).map((variable) => [variable.name, variable]));
  return [...last.values()].flatMap((variable): readonly Found[] => {
    const literal = literalOf(variable);
    const { name } = variable;
    return literal === undefined ? [] : [{ container, literal, name, variable: name, field: 'env' }];
  });
}

function inWords(container: Container): readonly Found[] {
  const { command = [], args = [] } = container.spec;
  const field = args.length > 0 ? 'args' : 'command';
  const found = commandsOf([...command, ...args]).flatMap(inCommand);
  const byName = new Map(found.map((each) => [each.name, each]));
  return [...byName.values()].map((each) => ({ container, field, ...each }));
}

const ASSIGNED = /^(-{0,2}[A-Za-z_][\w.-]*)=(.*)$/s;
const FLAG = /^--?[A-Za-z][\w.-]*$/;

function inCommand(words: readonly string[]): readonly Pick<Found, 'literal' | 'name'>[] {
  return words.flatMap((word, at) => {
    const [, name = '', value = ''] = ASSIGNED.exec(word) ?? [];
    if (name !== '') return named(name, literalUnder(name, value));
    const before = words[at - 1] ?? '';
    if (FLAG.test(before) && !word.startsWith('-')) return named(before, literalUnder(before, word));
    return named('without a name', literalIn(word));
  });
}

function named(name: string, literal: Literal | undefined): readonly Pick<Found, 'literal' | 'name'>[] {
  return literal === undefined ? [] : [{ name, literal }];
}
