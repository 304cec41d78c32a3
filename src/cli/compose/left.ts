/** What a run does not take: said with the reason, and with the flag that would allow it. */

import { flagThatAllows } from '../../model/allowed-by.ts';
import type { Acknowledgement, Decision } from '../../model/decision.ts';
import { severityRank } from '../../model/finding.ts';
import type { StepRefusal } from '../../model/plan.ts';
import { type Allowance, type LeftForYou, selectUnattended, type UnattendedOptions } from '../../remediation/index.ts';
import { printableLines } from '../../text/printable.ts';
import { clause, count } from '../../text/words.ts';
import type { Invocation } from '../args/command.ts';
import { CliError, EXIT } from '../exit.ts';

/** Naming a platform namespace is no acknowledgement: it is refused, not passed over as if it were in order. */
export function refusePlatform(taken: readonly Decision[], left: readonly LeftForYou[], invocation: Invocation): void {
  if (taken.length > 0 || invocation.flags.list('namespace').length === 0) return;
  const refused = left.find(({ takenWith }) => isAcknowledged(takenWith, 'system'));
  if (refused === undefined) return;
  reportLeft(worstFirst(left), invocation);
  throw new CliError(EXIT.refused, `nothing was changed: ${refused.reason}${would(flagThatAllows('system'))}`);
}

export function reportRefused(refused: readonly StepRefusal[], { io }: Invocation): void {
  for (const { title, reason, allow, diff } of refused) {
    // Where the place of a decision is an object, both begin with its name.
    const why = reason.startsWith(`${title}: `) ? reason : `${title}: ${reason}`;
    io.error(`refused: ${why}${allow === undefined ? '' : would(flagThatAllows(allow))}`);
    if (diff !== undefined && diff !== '') io.err(`${printableLines(diff)}\n`);
  }
}

/** Why decisions that the run would have taken were not. */
export interface NotTaken {
  readonly refused: readonly StepRefusal[];
  /** By decision: what its trial says against it. */
  readonly doubts: ReadonlyMap<string, string>;
}

/**
 * All that is open after a run, worst first: what such a run never takes, what was refused, what remains of decisions that
 * it took in part, and what has become ready by it. The next scan lists the same.
 */
export function leftAfter(
  open: readonly Decision[],
  { refused, doubts }: NotTaken,
  limits: UnattendedOptions,
): readonly LeftForYou[] {
  const { taken, left } = selectUnattended(open, limits);
  const refusals = new Map(refused.map((each) => [each.decision, each]));
  const others = taken.map((decision): LeftForYou => {
    const refusal = refusals.get(decision.id);
    if (refusal !== undefined) return { decision, ...whyRefused(decision, refusal) };
    return { decision, reason: doubts.get(decision.id) ?? 'It is ready now: apply again.' };
  });
  return worstFirst([...left, ...others]);
}

/** Where the place of a decision is an object, both begin with its name, which stands before. */
function whyRefused({ title }: Decision, { reason, allow }: StepRefusal): Omit<LeftForYou, 'decision'> {
  const why = reason.startsWith(`${title}: `) ? reason.slice(title.length + 2) : reason;
  return { reason: why, ...(allow === undefined ? {} : { takenWith: { acknowledge: allow } }) };
}

function worstFirst(left: readonly LeftForYou[]): readonly LeftForYou[] {
  return left.toSorted((one, other) => severityRank(one.decision.severity) - severityRank(other.decision.severity));
}

/** What no unattended run takes, and what would allow it. */
export function reportLeft(left: readonly LeftForYou[], { io }: Invocation): void {
  const shown = left.filter(({ decision }) => !decision.platform);
  const folded = left.length - shown.length;
  if (left.length === 0) return;
  io.note(`Left for you: ${count(left.length, 'decision', 'decisions')}.`);
  for (const { decision, reason, takenWith } of shown)
    io.note(`  ${decision.severity}: ${clause(decision.title)}: ${reason}${next(decision, takenWith)}`);
  if (folded > 0)
    io.note(`  ${count(folded, 'decision', 'decisions')} of the platform, not listed (${flagThatAllows('system')}).`);
}

function isAcknowledged(allowance: Allowance | undefined, what: Acknowledgement): boolean {
  return allowance !== undefined && 'acknowledge' in allowance && allowance.acknowledge === what;
}

function would(flag: string): string {
  return ` ${flag} would allow it.`;
}

function next({ inputs }: Decision, allowance: Allowance | undefined): string {
  if (allowance !== undefined)
    return would(
      'disruption' in allowance ? `--max-disruption ${allowance.disruption}` : flagThatAllows(allowance.acknowledge),
    );
  const [input] = inputs ?? [];
  return input === undefined ? '' : ` With --set ${input.check}.${input.name}=VALUE more changes can be offered.`;
}
