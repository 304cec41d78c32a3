/** Text of a cluster inside Markdown: it makes no link, no mention, no markup and no cell of a table. */
import { printable } from '../text/printable.ts';

/** Written as numbers of characters, which never begin markup. */
const MARKUP = /[&<>"'`*_[\]|~$\\{}]/g;
/** At the start of a word people and issues would be told of it, whatever stands around it. */
const MENTION = /(?<![A-Za-z0-9])@(?=[A-Za-z0-9])/g;
const REFERENCE = /#(?=\d)/g;
const ADDRESS = /(?<=\b(?:https?|ftp)):(?=\/\/)|(?<=\bwww)\./gi;

/** Stands inside a line. */
export function markdownText(text: string): string {
  return printable(text)
    .trim()
    .replace(MENTION, '(at)')
    .replace(REFERENCE, '# ')
    .replace(MARKUP, entity)
    .replace(ADDRESS, entity);
}

function entity(character: string): string {
  return `&#${character.charCodeAt(0)};`;
}
