/** What may stand at the end of a command line, by the tables of commands and flags. */
import type { Command } from '../args/command.ts';
import { FLAG_NAMES, type FlagName, specIn, specOf } from '../args/flags.ts';
import { type Flags, flagsOf } from '../args/parse.ts';
import { isKnown, takesWord, tokensOf } from '../args/tokens.ts';
import { choicesOf, KINDS_OF_FLAGS, KINDS_OF_OPERANDS, type Kind, type Lists } from './values.ts';

export interface Candidate {
  readonly value: string;
  readonly help?: string;
}

/** What the shell does beside offering the candidates, as kubectl's own completion numbers it. */
export const DIRECTIVES = { files: 0, nothing: 4, folders: 16 } as const;
export type Directive = (typeof DIRECTIVES)[keyof typeof DIRECTIVES];

export interface Completion {
  readonly candidates: readonly Candidate[];
  readonly directive: Directive;
}

export interface Tables {
  readonly root: Command;
  readonly commands: readonly Command[];
  /** `operands`: those before the word that is typed. */
  readonly listsFor: (flags: Flags, operands: readonly string[]) => Lists;
}

const NOTHING: Completion = { candidates: [], directive: DIRECTIVES.nothing };

/** `words`: what stands after the program's name; the last one is being typed, and may be empty. */
export async function complete(words: readonly string[], tables: Tables): Promise<Completion> {
  const current = words.at(-1) ?? '';
  const before = words.slice(0, -1);
  const tokens = tokensOf(before);
  const last = tokens.at(-1);
  const named = tokens.flatMap((token) => (token.kind === 'positional' ? [token.value] : []));
  const command = named.length === 0 ? tables.root : tables.commands.find(({ name }) => name === named[0]);
  if (command === undefined || tokens.some(({ kind }) => kind === 'option-terminator')) return NOTHING;
  const lists = tables.listsFor(flagsOf(valuesIn(tokens)), named.slice(1));
  if (last?.kind === 'option' && last.value === undefined && takesWord(last.name))
    return valuesOf(last.name as FlagName, current, command, lists);
  const [, flag = '', value = ''] = /^--([^=]+)=(.*)$/s.exec(current) ?? [];
  if (isKnown(flag)) return valuesOf(flag, value, command, lists);
  if (current.startsWith('-')) return offered(flagsFor(command, new Set(before)), current);
  if (command === tables.root)
    return offered(
      tables.commands.map(({ name, summary }) => ({ value: name, help: summary })),
      current,
    );
  const kind = KINDS_OF_OPERANDS[command.operands.split(' ')[named.length - 1] ?? ''];
  return kind === undefined ? NOTHING : listed(kind, current, lists);
}

/** What was typed so far, right or not. */
function valuesIn(tokens: ReturnType<typeof tokensOf>): ReadonlyMap<FlagName, readonly string[]> {
  const values = new Map<FlagName, readonly string[]>();
  for (const token of tokens) {
    if (token.kind !== 'option' || !isKnown(token.name)) continue;
    values.set(token.name, [...(values.get(token.name) ?? []), token.value ?? 'true']);
  }
  return values;
}

async function valuesOf(flag: FlagName, typed: string, command: Command, lists: Lists): Promise<Completion> {
  const spec = specIn(command, flag);
  if (spec.hasFile === true && typed.includes('=')) return listed('files', typed, lists);
  const choices = choicesOf(spec);
  if (choices !== undefined) return offered(choices, typed);
  const kind = KINDS_OF_FLAGS[flag];
  if (kind === undefined) return NOTHING;
  if (spec.type !== 'list') return listed(kind, typed, lists);
  // Of a list with commas the last part is being typed.
  const done = typed.slice(0, typed.lastIndexOf(',') + 1);
  const { candidates, directive } = await listed(kind, typed.slice(done.length), lists);
  return { candidates: candidates.map((candidate) => ({ ...candidate, value: done + candidate.value })), directive };
}

async function listed(kind: Kind, typed: string, lists: Lists): Promise<Completion> {
  if (kind === 'files' || kind === 'folders') return { candidates: [], directive: DIRECTIVES[kind] };
  return offered(await lists[kind](), typed);
}

function offered(candidates: readonly Candidate[], typed: string): Completion {
  return { candidates: candidates.filter(({ value }) => value.startsWith(typed)), directive: DIRECTIVES.nothing };
}

/** Those of the command and those of all; one that was given is offered again only where it may be repeated. */
function flagsFor(command: Command, given: ReadonlySet<string>): readonly Candidate[] {
  return FLAG_NAMES.filter((name) => {
    const { group, hidden, type } = specOf(name);
    const isTaken = group === 'global' || command.flags.includes(name);
    const isAgain = type === 'list' || type === 'repeat' || !given.has(`--${name}`);
    return isTaken && hidden !== true && isAgain;
  })
    .map((name) => ({ value: `--${name}`, help: firstLine(specIn(command, name).help) }))
    .sort((left, right) => (left.value < right.value ? -1 : 1));
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? '';
}
