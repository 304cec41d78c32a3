/**
 * Filters as typed after `/`, in four forms: a regular expression; `!` in front, what does not match; `-l`, a selector over
 * the facts of a row; `-f`, letters of its name in their order.
 */
import { type Labels, matchesLabels } from '../../kube/label-selector.ts';
import { parseSelector } from '../../kube/selector-text.ts';

/** A row as filters see it. */
export interface Searched {
  /** What expressions look in, each by itself. */
  readonly texts: readonly string[];
  /** What `-f` looks in. */
  readonly names: readonly string[];
  /** What `-l` selects by; of a row of several things one set each: one that is selected is enough. */
  readonly facts: readonly Labels[];
}

export function matcher(filter: string): (row: Searched) => boolean {
  const { form, source } = formOf(filter);
  if (source === '') return () => true;
  switch (form) {
    case 'selector': {
      // One that is not finished yet hides nothing.
      const selector = parseSelector(source) ?? {};
      return ({ facts }) => facts.some((each) => matchesLabels(selector, each));
    }
    case 'fuzzy': {
      const letters = [...source.toLowerCase().replaceAll(' ', '')];
      return ({ names }) => names.some((name) => hasInOrder(name.toLowerCase(), letters));
    }
    default: {
      const holds = finder(source);
      return ({ texts }) => texts.some(holds) !== (form === 'inverse');
    }
  }
}

/** Why it is none of the forms, as a sentence; undefined when it is one. */
export function filterProblem(filter: string): string | undefined {
  const { form, source } = formOf(filter);
  if (form === 'fuzzy') return undefined;
  if (form === 'selector')
    return parseSelector(source) === undefined
      ? `${source}: not a selector, nothing is hidden. Such as: severity=high,readiness in (ready,review),!namespace.`
      : undefined;
  try {
    new RegExp(source, 'iu');
    return undefined;
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/^.*: /, '') : '';
    return `${source}: not a regular expression (${reason}), searched as plain text.`;
  }
}

interface Form {
  readonly form: 'plain' | 'inverse' | 'selector' | 'fuzzy';
  readonly source: string;
}

function formOf(filter: string): Form {
  const [, letter, rest] = /^-([lf])(?:\s+(.*))?$/u.exec(filter) ?? [];
  if (letter !== undefined) return { form: letter === 'l' ? 'selector' : 'fuzzy', source: (rest ?? '').trim() };
  return filter.startsWith('!') ? { form: 'inverse', source: filter.slice(1) } : { form: 'plain', source: filter };
}

/** An expression that is not finished yet is looked for as it stands. */
function finder(source: string): (text: string) => boolean {
  try {
    const pattern = new RegExp(source, 'iu');
    return (text) => pattern.test(text);
  } catch {
    return (text) => text.toLowerCase().includes(source.toLowerCase());
  }
}

function hasInOrder(name: string, letters: readonly string[]): boolean {
  let from = 0;
  for (const letter of letters) {
    const at = name.indexOf(letter, from);
    if (at < 0) return false;
    from = at + letter.length;
  }
  return true;
}
