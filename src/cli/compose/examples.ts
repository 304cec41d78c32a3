/** Examples of a check as `explain --example` prints them: byte for byte. */
import type { Example } from '../../plugin-api/index.ts';
import type { Output } from '../../report/output.ts';
import { nearest } from '../args/suggest.ts';
import { CliError, EXIT } from '../exit.ts';
import type { CheckEntry } from './check-entry.ts';

/** `name`: empty for all of them. Throws where there is none of that name. */
export function outputOfExamples(entry: CheckEntry, name: string): Output {
  const examples = examplesOf(entry, name);
  return { overview: () => [asStream(entry, examples)], document: () => examples };
}

function examplesOf({ id, examples }: CheckEntry, name: string): readonly Example[] {
  if (examples.length === 0) throw new CliError(EXIT.usage, `${id} has no examples`);
  if (name === '') return examples;
  const found = examples.filter((example) => example.name === name);
  if (found.length > 0) return found;
  const names = examples.map((example) => example.name);
  const near = nearest(name, names);
  const hint = near === undefined ? `It has ${names.join(', ')}.` : `Did you mean ${near}?`;
  throw new CliError(EXIT.usage, `${id} has no example ${JSON.stringify(name)}`, hint);
}

/** Only what is YAML can be told apart in one stream. */
function asStream({ id }: CheckEntry, examples: readonly Example[]): string {
  const [first] = examples;
  if (examples.length === 1 && first !== undefined) return first.text;
  const other = examples.find((example) => !/\.ya?ml$/.test(example.name));
  if (other !== undefined)
    throw new CliError(
      EXIT.usage,
      `the examples of ${id} cannot be printed as one stream: ${other.name} is no YAML`,
      `Name one of ${examples.map((example) => example.name).join(', ')}.`,
    );
  return examples.map(({ text }) => text).join('---\n');
}
