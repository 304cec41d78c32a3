/** Text of a cluster made safe to show: no terminal control sequences, no invisible direction changes, no credentials. */
import { withoutIssued } from './issued.ts';

// biome-ignore-start lint/suspicious/noControlCharactersInRegex: control characters are what this module removes
const SEQUENCES =
  /(?:\u001b[\]PX^_]|[\u009d\u0090\u0098\u009e\u009f])[^\u001b\u0007\u009c]*(?:\u0007|\u001b\\|\u009c)|(?:\u001b\[|\u009b)[0-?]*[ -/]*(?:[@-~]|$)|\u001b(?![\]PX^_])[ -/]*[0-~]?/g;
/** Begins a text for the terminal itself that never ends: what comes after it is text for people. */
const OPEN = /\u001b(?=[\]PX^_])/g;
const CONTROLS = /[\u0000-\u001f\u007f-\u009f]/g;
// biome-ignore-end lint/suspicious/noControlCharactersInRegex: control characters are what this module removes
/** What no terminal shows, or what turns the direction of writing; tags and fillers among them. */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\u2028\u2029\ufff9-\ufffb]/gu;

/**
 * One line of printable text: whole control sequences and invisible characters are removed, other control characters
 * (line ends and tabs too) become one space. A sequence that does not end hides nothing: it is shown, as `^[]`.
 * What says itself that it is a credential is `***`, in a name as well, and no text is longer than people read.
 */
export function printable(text: string): string {
  const clean = text
    .replace(SEQUENCES, '')
    .replace(OPEN, '^[')
    .replace(CONTROLS, ' ')
    .replace(INVISIBLE, '')
    .toWellFormed();
  return shortened(withoutIssued(clean));
}

/** Names and values have any length in manifests, and in the names of users on servers. */
const LONGEST = 4_000;

export function shortened(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST).toWellFormed()}…`;
}

/** As `printable`, line by line: line ends stay. */
export function printableLines(text: string): string {
  // A key goes over several lines.
  return withoutIssued(text)
    .split(/\r\n|\n|\r/)
    .map((line) => printable(line.replaceAll('\t', '  ')))
    .join('\n');
}
