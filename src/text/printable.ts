/** Text of a cluster made safe to show: no terminal control sequences, no invisible direction changes. */

// biome-ignore-start lint/suspicious/noControlCharactersInRegex: control characters are what this module removes
const SEQUENCES =
  /(?:\u001b[\]PX^_]|[\u009d\u0090\u0098\u009e\u009f])[^\u001b\u0007\u009c]*(?:\u0007|\u001b\\|\u009c)|(?:\u001b\[|\u009b)[0-?]*[ -/]*(?:[@-~]|$)|\u001b(?![\]PX^_])[ -/]*[0-~]?/g;
/** Begins a text for the terminal itself that never ends: what comes after it is text for people. */
const OPEN = /\u001b(?=[\]PX^_])/g;
const CONTROLS = /[\u0000-\u001f\u007f-\u009f]/g;
// biome-ignore-end lint/suspicious/noControlCharactersInRegex: control characters are what this module removes
const INVISIBLE =
  /[\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|\udb40[\udc00-\udfff]/g;

/**
 * One line of printable text: whole control sequences and invisible characters are removed, other control characters
 * (line ends and tabs too) become one space. A sequence that does not end hides nothing: it is shown, as `^[]`.
 */
export function printable(text: string): string {
  return text.replace(SEQUENCES, '').replace(OPEN, '^[').replace(CONTROLS, ' ').replace(INVISIBLE, '').toWellFormed();
}

/** As `printable`, line by line: line ends stay. */
export function printableLines(text: string): string {
  return text
    .split(/\r\n|\n|\r/)
    .map((line) => printable(line.replaceAll('\t', '  ')))
    .join('\n');
}
