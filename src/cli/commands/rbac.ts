import { count } from '../../text/words.ts';
import { chooseChecks } from '../args/choose-checks.ts';
import type { Run } from '../args/command.ts';
import type { Flags } from '../args/parse.ts';
import { type ClusterRole, changesRights, looksAtSecrets, type Purpose, roleFor } from '../compose/role.ts';
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
  // Who names an area asks for all that its checks look at.
  const withSecrets = area !== undefined;
  const role = roleFor(checks, purpose, { name: `kubectl-harden-${area ?? purpose}`, withSecrets });
  const secretive = checks.filter(looksAtSecrets).length;
  const grantsLine = purpose === 'apply' && changesRights(checks) ? GRANTS_LINE : '';
  const { dump } = await import('js-yaml');
  await printOutput(
    {
      overview: () => [textOf(role, `${secretsLine(secretive, withSecrets)}${grantsLine}`, dump)],
      document: () => role,
    },
    { flags, io },
  );
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

/** Nobody gives away the values of Secrets without having read so. */
function secretsLine(amount: number, withSecrets: boolean): string {
  if (amount === 0) return '';
  if (withSecrets)
    return '# It may list Secrets, which is a right to read their values; only their metadata is asked for.\n';
  const those = `${count(amount, 'check')} that ${amount === 1 ? 'looks' : 'look'} at Secrets`;
  return `# Without a right to Secrets: ${those} may be unknown. "rbac --for secrets" has it.\n`;
}

/** The API server lets nobody grant more than they hold. */
const GRANTS_LINE =
  '# A role or binding is changed only by who also holds every right that stays in it, or the verbs escalate and bind on roles.\n';

function textOf(role: ClusterRole, secrets: string, dump: (value: unknown, options: object) => string): string {
  const head = '# Bind it to the user or ServiceAccount that runs kubectl harden.\n';
  return `${head}${secrets}${dump(role, { lineWidth: -1, noRefs: true })}`;
}
