/** Requirements of a guide or a framework, each with what answers it. */
import type { Control } from '../../catalog/controls/control.ts';
import { FRAMEWORKS } from '../../catalog/frameworks.ts';
import { sectionsOf } from '../../catalog/guides.ts';
import { ITEMS } from '../../catalog/items.ts';
import type { Guide } from '../../catalog/names.ts';
import type { Check } from '../../plugin-api/index.ts';
import { itemLabel } from '../../report/decision-table.ts';
import type { Column } from '../../report/table.ts';
import { compareText } from '../../text/words.ts';

export interface Requirement {
  readonly control: string;
  readonly title: string;
  /** Ids of items of the checklist that ask for it; of a guide alone. */
  readonly items: readonly string[];
  /** Ids of the checks that refer to it. */
  readonly checks: readonly string[];
  /** Why no request can answer it. */
  readonly unseen: string | null;
}

export function guideRequirements(guide: Guide, checks: readonly Check[]): readonly Requirement[] {
  return sectionsOf(guide).map((section) => ({
    ...requirement('guide', section, checks),
    items: ITEMS.filter((item) => item.guide.includes(section.id)).map(({ id }) => id),
  }));
}

export function frameworkRequirements(name: string, checks: readonly Check[]): readonly Requirement[] {
  const listed = FRAMEWORKS.find(({ id }) => id === name)?.controls ?? [];
  return [...listed, ...unlisted(name, listed, checks)].map((control) => requirement(name, control, checks));
}

function requirement(framework: string, control: Control, checks: readonly Check[]): Requirement {
  const answering = checks.filter(({ meta }) =>
    meta.refs.some((ref) => ref.framework === framework && isPartOf(ref.control, control.id)),
  );
  return {
    control: control.id,
    title: control.title,
    items: [],
    checks: answering.map(({ meta }) => meta.id).toSorted(compareText),
    unseen: control.unseen ?? null,
  };
}

/** Techniques of ATT&CK that checks speak of beyond its container matrix. */
function unlisted(name: string, listed: readonly Control[], checks: readonly Check[]): readonly Control[] {
  const controls = checks.flatMap(({ meta }) =>
    meta.refs.flatMap((ref) => (ref.framework === name ? [ref.control.split('.')[0] ?? ''] : [])),
  );
  if (name !== 'mitre-attack') return [];
  const known = new Set(listed.map(({ id }) => id));
  return [...new Set(controls)]
    .filter((id) => !known.has(id))
    .toSorted(compareText)
    .map((id) => ({ id, title: '' }));
}

/** `T1552.005` is part of `T1552`. */
function isPartOf(reference: string, control: string): boolean {
  return reference === control || (/^T\d+$/.test(control) && reference.startsWith(`${control}.`));
}

const CONTROL: Column<Requirement> = { header: 'CONTROL', cell: ({ control }) => control };
const TITLE: Column<Requirement> = { header: 'TITLE', cell: ({ title }) => title };
const CHECKS: Column<Requirement> = { header: 'CHECKS', cell: answerText };

export const FRAMEWORK_COLUMNS: readonly Column<Requirement>[] = [CONTROL, TITLE, CHECKS];
export const GUIDE_COLUMNS: readonly Column<Requirement>[] = [
  { ...CONTROL, header: 'SECTION' },
  TITLE,
  { header: 'ITEMS', cell: ({ items }) => items.map(itemLabel).join(' · ') },
  CHECKS,
];

function answerText({ checks, unseen }: Requirement): string {
  if (checks.length > 0) return checks.join(', ');
  return unseen === null ? 'no check yet' : `none can: ${unseen}`;
}
