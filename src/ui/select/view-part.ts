/** The part of a picture that the present view is about: what an export of it holds, and what its file is called. Pure. */
import { rowOfThese } from '../../model/decision.ts';
import type { ItemSummary, ScanSnapshot } from '../../model/snapshot.ts';
import { currentLocation, type NavState } from '../../store/nav.ts';
import type { Decision } from '../types.ts';
import { twoDigits } from '../words.ts';
import { cursorOf, focusedItem } from './checklist.ts';
import { openDecision } from './decision.ts';
import { NAMESPACES_LIST, namespacesOf } from './namespaces.ts';
import { isWithin } from './within.ts';

export interface ViewPart {
  /** For people: "item 04 Default-deny network". */
  readonly title: string;
  /** For the name of a file; empty: the whole. */
  readonly name: string;
  readonly snapshot: ScanSnapshot;
}

/** The open decision, the open item, the namespace at the cursor or that the checklist is narrowed to, else the whole. */
export function viewPart(snapshot: ScanSnapshot, nav: NavState): ViewPart {
  const { screen } = currentLocation(nav);
  const open = screen === 'decision' ? openDecision(snapshot, nav) : undefined;
  if (open !== undefined) {
    const ids = new Set(open.row.members.map(({ id }) => id));
    return part(snapshot, open.row.title, ({ id }) => ids.has(id));
  }
  if (screen === 'namespaces') {
    const rows = namespacesOf(snapshot, nav);
    const row = rows[cursorOf(rows, nav.cursors[NAMESPACES_LIST])];
    if (row !== undefined) return part(snapshot, row.title, isWithin(row));
  }
  const item = screen === 'checklist' && nav.pane === 'entries' ? focusedItem(snapshot, nav) : undefined;
  if (item !== undefined) {
    const checks = new Set<string>(item.checks.map(({ check }) => check.meta.id));
    const isIn = nav.within === undefined ? () => true : isWithin(nav.within);
    const title = `item ${twoDigits(item.number)} ${item.title}`;
    return part(snapshot, title, (decision) => decision.item === item.id && isIn(decision), checks);
  }
  if (nav.within !== undefined) return part(snapshot, nav.within.title, isWithin(nav.within));
  return { title: 'everything', name: '', snapshot };
}

/** `checks`: those that belong to it even where they found nothing; without them those of its findings. */
function part(
  snapshot: ScanSnapshot,
  title: string,
  isIn: (decision: Decision) => boolean,
  checks?: ReadonlySet<string>,
): ViewPart {
  const decisions = snapshot.decisions.filter(isIn);
  const waived = snapshot.waived.filter(isIn);
  const findings = new Set(decisions.flatMap((decision) => decision.findings.map(({ id }) => id)));
  const found = new Set([...decisions, ...waived].flatMap((decision) => decision.findings.map(({ check }) => check)));
  const kept = (id: string): boolean => found.has(id) || checks?.has(id) === true;
  const platform = decisions.filter((decision) => decision.platform);
  return {
    title,
    name: title
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-|-$/g, ''),
    snapshot: {
      ...snapshot,
      decisions,
      waived,
      findings: snapshot.findings.filter(({ id }) => findings.has(id)),
      checks: snapshot.checks.filter(({ check }) => kept(check.meta.id)),
      items: snapshot.items.flatMap((item) => itemPart(item, isIn, kept)),
      totals: {
        ...snapshot.totals,
        findings: findings.size,
        decisions: decisions.length,
        platform: platform.reduce((sum, decision) => sum + decision.findings.length, 0),
      },
    },
  };
}

function itemPart(
  item: ItemSummary,
  isIn: (decision: Decision) => boolean,
  isKept: (check: string) => boolean,
): readonly ItemSummary[] {
  const narrow = (rows: ItemSummary['rows']) => rows.flatMap((row) => rowOfThese(row, row.members.filter(isIn)) ?? []);
  const checks = item.checks.filter(({ check }) => isKept(check.meta.id));
  const rows = narrow(item.rows);
  const platform = narrow(item.platform ?? []);
  const waived = (item.waived ?? []).filter(isIn);
  if (rows.length + platform.length + waived.length + checks.length === 0) return [];
  const findings = rows.reduce(
    (sum, { members }) => sum + members.reduce((own, each) => own + each.findings.length, 0),
    0,
  );
  const { platform: _platform, waived: _waived, follows: _follows, ...rest } = item;
  return [
    {
      ...rest,
      checks,
      rows,
      findings,
      ...(platform.length === 0 ? {} : { platform }),
      ...(waived.length === 0 ? {} : { waived }),
    },
  ];
}
