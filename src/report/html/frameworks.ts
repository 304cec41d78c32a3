/** Requirements of frameworks and guides: which checks speak for each, and how they stand. */
import { FRAMEWORKS } from '../../catalog/frameworks.ts';
import { type ItemStatus, worstStatus } from '../../model/finding.ts';
import type { CheckSummary, ScanSnapshot } from '../../model/snapshot.ts';
import type { Parts } from '../output.ts';
import { badge, type Column, html, type Markup, section, tableOf } from './markup.ts';

interface Control {
  readonly control: string;
  readonly checks: readonly CheckSummary[];
  /** Items of the checklist that ask for it. */
  readonly items: ScanSnapshot['items'];
  readonly status: ItemStatus;
  readonly findings: number;
}

/** The guides are two documents with one list of sections: A's begin with A. */
const PARTS = FRAMEWORKS.flatMap(({ id, title }) =>
  id === 'guide'
    ? [
        { id, title: 'Practice guide A', prefix: 'A' },
        { id, title: 'Practice guide B', prefix: 'B' },
      ]
    : [{ id, title, prefix: '' }],
);

export function frameworkSection(scan: Parts['scan']): Markup {
  const tables = PARTS.map(({ id, title, prefix }) => {
    const controls = controlsOf(id, prefix, scan);
    return controls.length === 0 ? undefined : html`<h3>${title}</h3>\n${tableOf(COLUMNS, controls)}`;
  });
  const said = html`<p class="soft">A requirement that no check here speaks for is not listed, and is neither met nor failed.</p>\n`;
  return section('frameworks', 'Frameworks and guides', said, tables);
}

const COLUMNS: readonly Column<Control>[] = [
  { title: 'Requirement', cell: ({ control }) => control },
  { title: 'Status', cell: ({ status }) => badge(status) },
  { title: 'Findings', isNumber: true, cell: ({ findings }) => findings },
  {
    title: 'Checks',
    cell: ({ checks }) =>
      checks.length === 0
        ? 'no check yet'
        : checks.map(
            ({ check, status }, index) => html`${index === 0 ? '' : ', '}<code>${check.meta.id}</code> (${status})`,
          ),
  },
];

/** A section of a guide is also asked for by items without a check: nobody knows of these. */
function controlsOf(framework: string, prefix: string, { snapshot, selection }: Parts['scan']): readonly Control[] {
  const items = framework === 'guide' ? snapshot.items : [];
  const names = new Set([
    ...snapshot.checks.flatMap(({ check }) =>
      check.meta.refs.flatMap((ref) => (ref.framework === framework ? [ref.control] : [])),
    ),
    ...items.flatMap(({ guide }) => guide),
  ]);
  return [...names]
    .filter((name) => name.startsWith(prefix))
    .toSorted(byNumbers)
    .map((control) => {
      const checks = snapshot.checks.filter(({ check }) =>
        check.meta.refs.some((ref) => ref.framework === framework && ref.control === control),
      );
      const asking = items.filter(({ guide, checks: own }) => guide.includes(control) && own.length === 0);
      const ids = new Set(checks.map(({ check }) => check.meta.id as string));
      return {
        control,
        checks,
        items: asking,
        status: worstStatus([...checks, ...asking].map(({ status }) => status)),
        findings: selection.findings.filter(({ check }) => ids.has(check)).length,
      };
    });
}

/** `5.2.10` after `5.2.9`. */
function byNumbers(left: string, right: string): number {
  return left.localeCompare(right, 'en', { numeric: true });
}
