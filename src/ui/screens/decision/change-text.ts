/** What a change does, in a sentence for each object: which fields it sets, what it creates or deletes. Pure. */
import type { Change, Edit, FieldPath, Json, ObjectRef } from '../../../plugin-api/index.ts';
import { printable } from '../../../text/printable.ts';
import type { Decision } from '../../types.ts';
import { refName } from '../../words.ts';

export function changeTexts({ variants: [first] }: Decision): readonly string[] {
  return (first?.changes ?? []).map(changeText);
}

function changeText(change: Change): string {
  switch (change.op) {
    case 'ensure':
      return `creates ${refName(refOf(change.object))}`;
    case 'delete':
      return `deletes ${refName(change.target)}`;
    case 'edit':
      if (change.edits.length === 0) return `changes ${refName(change.target)}`;
      return `${refName(change.target)}: ${editsText(change.edits)}`;
  }
}

function refOf(object: (Change & { op: 'ensure' })['object']): ObjectRef {
  const { apiVersion, kind } = object;
  const { name = '', namespace } = (object.metadata ?? {}) as { readonly name?: string; readonly namespace?: string };
  return { apiVersion, kind, name, ...(namespace === undefined ? {} : { namespace }) };
}

/** "sets runAsNonRoot: true; adds ALL to drop": each once, however many containers it is set in. */
function editsText(edits: readonly Edit[]): string {
  const told = Map.groupBy(edits.map(partOf), ({ verb }) => verb);
  return [...told]
    .map(([verb, parts]) => `${verb} ${[...new Set(parts.map(({ text }) => text))].join(', ')}`)
    .join('; ');
}

function partOf(edit: Edit): { readonly verb: string; readonly text: string } {
  const name = printable(lastName(edit.path));
  if (edit.op === 'unset') return { verb: 'removes', text: name };
  if (edit.op === 'set') {
    const value = shortValue(edit.path, edit.value);
    return { verb: 'sets', text: value === '' ? name : `${name}: ${value}` };
  }
  if (typeof edit.value !== 'string') return { verb: 'changes', text: name };
  const value = printable(edit.value);
  return edit.op === 'exclude'
    ? { verb: 'takes', text: `${value} out of ${name}` }
    : { verb: 'adds', text: `${value} to ${name}` };
}

function lastName(path: FieldPath): string {
  return path.findLast((part) => typeof part === 'string') ?? 'the object';
}

/** Of strings only labels: what else a field holds is for the diff. */
function shortValue(path: FieldPath, value: Json): string {
  if (typeof value === 'boolean' || typeof value === 'number') return String(value);
  return typeof value === 'string' && path.at(-2) === 'labels' ? printable(value) : '';
}
