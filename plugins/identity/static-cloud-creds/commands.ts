/** Variables that a command line sets for the program it starts: in a script, with export, with env. */
import { type Container, commandsOf, containerName } from 'kubectl-harden/plugin-api';
import type { Names } from './names.ts';
import type { Judgement } from './variables.ts';

const ASSIGNMENT = /^([A-Za-z_][A-Za-z0-9_]*)=(.+)$/s;
const DECLARES: readonly string[] = ['export', 'declare', 'typeset', 'readonly', 'local', 'set', 'setx'];
/** Words of a script before a command. */
const BEFORE: readonly string[] = ['then', 'do', 'else', '!', 'exec', 'command', 'nohup', 'sudo', 'time'];

export function judgeCommand(container: Container, names: Names): Judgement {
  const { command = [], args = [] } = container.spec;
  const found = new Map(
    commandsOf([...command, ...args])
      .flatMap(assignmentsOf)
      .map(([name, value]) => [name, value]),
  );
  const judged = [...found].flatMap(([name, value]) => {
    const provider = names.variable(name);
    return provider === undefined ? [] : [{ name, provider, isWritten: !/[$`]/.test(value) }];
  });
  const who = containerName(container);
  return {
    violations: judged
      .filter(({ isWritten }) => isWritten)
      .map(({ name, provider }) => ({
        message: `${who} has the ${provider} credential variable ${name}, with a value in its command.`,
        path: [...container.path, args.some((word) => word.includes(`${name}=`)) ? 'args' : 'command'],
        part: container.name,
        key: name,
        value: `${name} in the command`,
        evidence: [{ text: 'Only the name was looked at: the value is not shown.' }],
      })),
    doubts: judged
      .filter(({ isWritten }) => !isWritten)
      .map(
        ({ name, provider }) => `${who} sets the ${provider} variable ${name} in its command: to what is not visible.`,
      ),
    notes: [],
  };
}

/** Those in front of a program, of a declaration, and of `env`. */
function assignmentsOf(words: readonly string[]): readonly (readonly [string, string])[] {
  const start = words.findIndex((word) => !BEFORE.includes(word));
  const [first = '', ...rest] = start < 0 ? [] : words.slice(start);
  const isDeclaring = DECLARES.includes(first) || /(^|\/)env$/.test(first);
  const found: (readonly [string, string])[] = [];
  for (const word of isDeclaring ? rest : [first, ...rest]) {
    const [, name, value] = ASSIGNMENT.exec(word) ?? [];
    if (name !== undefined && value !== undefined) found.push([name, value]);
    else if (!isDeclaring || !/^(-|[A-Za-z_][A-Za-z0-9_]*=?$)/.test(word)) break;
  }
  return found;
}
