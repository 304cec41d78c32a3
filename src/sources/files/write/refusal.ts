/** Edits that the text of a file would refuse, told before anybody asks for them. */
import { EditError, fieldChangesOf } from '../../../model/edits.ts';
import { type ObjectFacts, TargetError } from '../../../model/ports.ts';
import type { Edit } from '../../../plugin-api/index.ts';
import { parse } from '../read/loaded.ts';
import type { Place } from '../read/manifests.ts';
import { asObject, patch, standingAt } from './patch.ts';
import { SEAL } from './sealed.ts';

/** Anchors, merges, template actions, other line ends, keys and tags written out; besides a seal all else takes every edit. */
const HINDRANCE = /(?:^|[\s[{,])&[^\s&]|<<|\{\{|\r(?!\n)|^[ \t]*\? |(?:^|[\s[{,])!/m;

type Refuses = NonNullable<ObjectFacts['refuses']>;

/** `document`: its text. Looked at with the first question: of most objects nobody asks for an edit. */
export function refusalIn(document: () => string, whole: string, place: Place): Refuses {
  let answer: Refuses | undefined;
  return (edits) => {
    answer ??= isHindered(document()) ? trying(whole, place) : () => undefined;
    return answer(edits);
  };
}

function isHindered(document: string): boolean {
  return HINDRANCE.test(document) || SEAL.test(document);
}

function trying(whole: string, place: Place): Refuses {
  const known = new Map<string, string | undefined>();
  return (edits) => {
    const key = JSON.stringify(edits);
    if (!known.has(key)) known.set(key, tried(whole, place, edits));
    return known.get(key);
  };
}

/** The same patch that a write would make, thrown away. */
function tried(whole: string, place: Place, edits: readonly Edit[]): string | undefined {
  try {
    const standing = standingAt(parse(place.path, Buffer.from(whole)), place);
    if (standing !== undefined) patch(standing, fieldChangesOf(asObject(standing.found), edits));
    return undefined;
  } catch (error) {
    if (error instanceof TargetError || error instanceof EditError) return error.message;
    throw error;
  }
}
