/** Markup that cannot be broken out of: whatever is put into it is text, unless it is markup itself. */
import { xmlText } from '../xml.ts';

export interface Markup {
  readonly markup: string;
}
type Part = Markup | string | number | undefined | readonly Part[];

/** Values stand between tags, or between the quotation marks of an attribute. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  const pieces = strings.map((text, index) => (index === 0 ? text : `${markupOf(parts[index - 1])}${text}`));
  return { markup: pieces.join('') };
}

function markupOf(part: Part): string {
  if (part === undefined) return '';
  if (typeof part === 'string' || typeof part === 'number') return xmlText(String(part));
  if ('markup' in part) return part.markup;
  return part.map(markupOf).join('');
}

export interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => Part;
  readonly isNumber?: boolean;
}

/** Each cell carries the title of its column, for narrow screens where rows are stacked. */
export function tableOf<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): Markup {
  const head = columns.map(({ title, isNumber }) => html`<th scope="col"${numberClass(isNumber)}>${title}</th>`);
  const body = rows.map(
    (row) =>
      html`<tr>${columns.map(({ title, cell, isNumber }) => html`<td data-title="${title}"${numberClass(isNumber)}>${cell(row)}</td>`)}</tr>\n`,
  );
  return html`<table><thead><tr>${head}</tr></thead><tbody>\n${body}</tbody></table>\n`;
}

function numberClass(isNumber: boolean | undefined): Markup {
  return isNumber === true ? html` class="number"` : html``;
}

/** A word in a frame whose colour says the same. */
export function badge(kind: string, word = kind): Markup {
  return html`<span class="badge ${kind}">${word}</span>`;
}

export function section(id: string, title: string, ...content: readonly Part[]): Markup {
  return html`<section id="${id}"><h2>${title}</h2>\n${content}</section>\n`;
}
