import type { Guide } from '../../catalog/names.ts';
import { whyOff } from '../../catalog/profiles.ts';
import { severityRank } from '../../model/finding.ts';
import type { Check, Severity } from '../../plugin-api/index.ts';
import { itemLabel } from '../../report/decision-table.ts';
import { type Output, tableOf } from '../../report/output.ts';
import type { Column } from '../../report/table.ts';
import { chooseChecks } from '../args/choose-checks.ts';
import type { Run } from '../args/command.ts';
import type { Flags } from '../args/parse.ts';
import { describeCheck } from '../compose/check-entry.ts';
import {
  FRAMEWORK_COLUMNS,
  frameworkRequirements,
  GUIDE_COLUMNS,
  guideRequirements,
  type Requirement,
} from '../compose/requirements.ts';
import { loadSetup, type Setup } from '../compose/setup.ts';
import { CliError, EXIT } from '../exit.ts';
import { printOutput } from '../terminal/print-output.ts';

const COLUMNS: readonly Column<Check>[] = [
  { header: 'CHECK', cell: ({ meta }) => meta.id },
  { header: 'SEVERITY', cell: ({ meta }) => meta.severity },
  { header: 'CHANGE', cell: changeOf },
  { header: 'ITEM', cell: ({ meta }) => itemLabel(meta.item) },
  { header: 'TITLE', cell: ({ meta }) => meta.title },
];

export const run: Run = async ({ flags, io, program }) => {
  const least = flags.text('severity') as Severity | undefined;
  const setup = await loadSetup({ flags, io });
  const checks = chooseChecks(setup.registry, flags, 'full')
    .filter(({ meta }) => least === undefined || severityRank(meta.severity) <= severityRank(least))
    .toSorted((left, right) => (left.meta.id < right.meta.id ? -1 : 1));
  await printOutput(outputOf({ flags, program }, checks, setup), { flags, io });
  return EXIT.ok;
};

interface Asked {
  readonly flags: Flags;
  readonly program: string;
}

function outputOf({ flags, program }: Asked, checks: readonly Check[], setup: Setup): Output {
  const guide = flags.text('guide') as Guide | undefined;
  const framework = flags.text('framework');
  if (guide !== undefined && framework !== undefined) {
    const usage = `See '${program} checks --help' for usage.`;
    throw new CliError(EXIT.usage, '--guide and --framework exclude each other', usage);
  }
  if (guide !== undefined) return requirementsOutput(guideRequirements(guide, checks), GUIDE_COLUMNS);
  if (framework !== undefined) return requirementsOutput(frameworkRequirements(framework, checks), FRAMEWORK_COLUMNS);
  return {
    overview: () => [tableOf(COLUMNS, checks), offText(checks)],
    names: () => checks.map(({ meta }) => meta.id),
    document: () => checks.map((check) => describeCheck(check, setup)),
  };
}

function requirementsOutput(requirements: readonly Requirement[], columns: readonly Column<Requirement>[]): Output {
  return {
    overview: () => [tableOf(columns, requirements)],
    names: () => [...new Set(requirements.flatMap(({ checks }) => checks))],
    document: () => requirements,
  };
}

/** Empty where all of them are asked. */
function offText(checks: readonly Check[]): string {
  const lines = checks.flatMap((check) => {
    const why = whyOff(check);
    return why === undefined ? [] : [`  ${check.meta.id}: ${why}`];
  });
  if (lines.length === 0) return '';
  return `Off by default, asked with --profile full or by --check:\n${lines.join('\n')}\n`;
}

function changeOf(check: Check): string {
  return check.mode === 'manual' ? 'attest' : (check.remediation?.kind ?? '');
}
