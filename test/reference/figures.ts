/** What a scan of the reference cluster comes to. */
import type { ScanSnapshot } from '../../src/model/snapshot.ts';
import type { Severity } from '../../src/plugin-api/index.ts';

export interface Figures {
  readonly namespaces: number;
  readonly findings: number;
  /** Rows of the checklist: each needs one yes. */
  readonly decisions: number;
  readonly bySeverity: Readonly<Partial<Record<Severity, number>>>;
}

export function figuresOf({ namespaces, findings, items }: ScanSnapshot): Figures {
  const rows = items.flatMap((item) => item.rows);
  const worst = Object.entries(Object.groupBy(rows, ({ members: [first] }) => first?.severity ?? 'info'));
  return {
    namespaces: namespaces.length,
    findings: findings.length,
    decisions: rows.length,
    bySeverity: Object.fromEntries(worst.map(([severity, list]) => [severity, list?.length ?? 0])),
  };
}
