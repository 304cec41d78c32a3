/** Label selectors as kubectl takes them after `-l`: `app=web,tier!=db,env in (prod, stage),!legacy`. */
import type { LabelSelector } from './label-selector.ts';

type Requirement = NonNullable<LabelSelector['matchExpressions']>[number];

/** Undefined where it is none, or not finished yet; '' selects everything. */
export function parseSelector(text: string): LabelSelector | undefined {
  if (text.trim() === '') return {};
  const matchExpressions: Requirement[] = [];
  for (const part of splitOutside(text)) {
    const requirement = parseRequirement(part.trim());
    if (requirement === undefined) return undefined;
    matchExpressions.push(requirement);
  }
  return { matchExpressions };
}

/** At commas that stand in no list of values. */
function splitOutside(text: string): readonly string[] {
  return text.split(/,(?![^(]*\))/);
}

const KEY = '([A-Za-z0-9](?:[-A-Za-z0-9_./]*[A-Za-z0-9])?)';
const VALUE = '([-A-Za-z0-9_.]*)';
const EXISTS = new RegExp(`^(!?)\\s*${KEY}$`);
const EQUALS = new RegExp(`^${KEY}\\s*(==|=|!=)\\s*${VALUE}$`);
const AMONG = new RegExp(`^${KEY}\\s+(in|notin)\\s*\\(([^()]*)\\)$`);

function parseRequirement(part: string): Requirement | undefined {
  const [, not, alone] = EXISTS.exec(part) ?? [];
  if (alone !== undefined) return { key: alone, operator: not === '!' ? 'DoesNotExist' : 'Exists' };
  const [, key, sign, value] = EQUALS.exec(part) ?? [];
  if (key !== undefined) return { key, operator: sign === '!=' ? 'NotIn' : 'In', values: [value ?? ''] };
  const [, among, word, list] = AMONG.exec(part) ?? [];
  if (among === undefined) return undefined;
  const values = (list ?? '').split(',').map((each) => each.trim());
  return { key: among, operator: word === 'in' ? 'In' : 'NotIn', values };
}
