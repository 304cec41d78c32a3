import { severityRank } from '../../model/finding.ts';
import type { Check, Severity } from '../../plugin-api/index.ts';
import { itemLabel } from '../../report/decision-table.ts';
import { tableOf } from '../../report/output.ts';
import type { Column } from '../../report/table.ts';
import { chooseChecks } from '../args/choose-checks.ts';
import type { Run } from '../args/command.ts';
import { describeCheck } from '../compose/check-entry.ts';
import { loadSetup } from '../compose/setup.ts';
import { EXIT } from '../exit.ts';
import { printOutput } from '../terminal/print-output.ts';

const COLUMNS: readonly Column<Check>[] = [
  { header: 'CHECK', cell: ({ meta }) => meta.id },
  { header: 'SEVERITY', cell: ({ meta }) => meta.severity },
  { header: 'CHANGE', cell: changeOf },
  { header: 'ITEM', cell: ({ meta }) => itemLabel(meta.item) },
  { header: 'TITLE', cell: ({ meta }) => meta.title },
];

export const run: Run = async ({ flags, io }) => {
  const least = flags.text('severity') as Severity | undefined;
  const setup = await loadSetup({ flags, io });
  const checks = chooseChecks(setup.registry, flags)
    .filter(({ meta }) => least === undefined || severityRank(meta.severity) <= severityRank(least))
    .toSorted((left, right) => (left.meta.id < right.meta.id ? -1 : 1));
  const output = {
    overview: () => [tableOf(COLUMNS, checks)],
    names: () => checks.map(({ meta }) => meta.id),
    document: () => checks.map((check) => describeCheck(check, setup)),
  };
  await printOutput(output, { flags, io });
  return EXIT.ok;
};

function changeOf(check: Check): string {
  return check.mode === 'manual' ? 'attest' : (check.remediation?.kind ?? '');
}
