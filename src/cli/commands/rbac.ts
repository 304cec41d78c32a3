import { chooseChecks } from '../args/choose-checks.ts';
import type { Run } from '../args/command.ts';
import type { Flags } from '../args/parse.ts';
import { type ClusterRole, type Purpose, roleFor } from '../compose/role.ts';
import { loadSetup } from '../compose/setup.ts';
import { CliError, EXIT } from '../exit.ts';
import { printOutput } from '../terminal/print-output.ts';

export const run: Run = async ({ flags, io }) => {
  const { registry } = await loadSetup({ flags, io });
  const { purpose, area } = purposeOf(flags, registry.areas);
  const checks = chooseChecks(registry, flags).filter(
    ({ meta }) => area === undefined || meta.id.startsWith(`${area}/`),
  );
  if (checks.length === 0) throw new CliError(EXIT.usage, `no check of ${area} is left`);
  const role = roleFor(checks, purpose, `kubectl-harden-${area ?? purpose}`);
  const { dump } = await import('js-yaml');
  await printOutput({ overview: () => [textOf(role, dump)], document: () => role }, { flags, io });
  return EXIT.ok;
};

function purposeOf(flags: Flags, areas: readonly string[]): { readonly purpose: Purpose; readonly area?: string } {
  const wanted = flags.text('for') ?? 'scan';
  if (wanted === 'scan' || wanted === 'apply') return { purpose: wanted };
  if (areas.includes(wanted)) return { purpose: 'scan', area: wanted };
  throw new CliError(
    EXIT.usage,
    `--for takes scan, apply or an area, not ${JSON.stringify(wanted)}`,
    `Areas: ${areas.join(', ')}.`,
  );
}

function textOf(role: ClusterRole, dump: (value: unknown, options: object) => string): string {
  return `# Bind it to the user or ServiceAccount that runs kubectl harden.\n${dump(role, { lineWidth: -1, noRefs: true })}`;
}
