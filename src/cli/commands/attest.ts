import { scopeProblem } from '../../model/scope.ts';
import type { Check, Question } from '../../plugin-api/index.ts';
import { findCheck } from '../args/choose-checks.ts';
import type { Invocation, Run } from '../args/command.ts';
import type { FlagName } from '../args/flags.ts';
import { type Opened, readOnce, withSession } from '../compose/compose.ts';
import { loadSetup } from '../compose/setup.ts';
import { CliError, EXIT } from '../exit.ts';

export const run: Run = async (invocation) => {
  const { operands, flags, io } = invocation;
  const [id = '', scope] = splitOnce(operands[0] ?? '', '@');
  const check = findCheck((await loadSetup(invocation)).registry, id);
  const problem = scope === undefined ? undefined : scopeProblem(scope);
  if (problem !== undefined) throw new CliError(EXIT.usage, problem);
  const verdict = required(invocation, 'verdict') as 'pass' | 'fail';
  const by = required(invocation, 'by');
  const evidence = required(invocation, 'evidence');
  const expires = expiryOf(flags.text('expires'), questionOf(check)?.validDays);
  const answer = {
    check: check.meta.id,
    ...(scope === undefined ? {} : { scope }),
    ...{ verdict, by, evidence },
    ...(expires === undefined ? {} : { expires }),
  };
  // One check is enough to know whether it may be answered.
  const until = await withSession(invocation, { mayWrite: false, mayAnswer: true, checks: [check] }, (opened) =>
    record(answer, opened, invocation),
  );
  io.out(
    `${check.meta.id} attested${scope === undefined ? '' : ` for ${scope}`}${until === undefined ? '' : ` until ${until.slice(0, 10)}`}\n`,
  );
  return EXIT.ok;
};

function questionOf(check: Check): Question | undefined {
  return check.mode === 'manual' ? check : check.question;
}

type Answer = Parameters<Opened['session']['commands']['attest']>[0];

/** Returns until when the answer holds. */
async function record(answer: Answer, opened: Opened, invocation: Invocation): Promise<string | undefined> {
  await readOnce(opened, invocation);
  try {
    await opened.session.commands.attest(answer);
  } catch (error) {
    // What cannot be kept is no refusal: its own exit code says so.
    if (!(error instanceof Error) || error.name === 'RecordsError') throw error;
    throw new CliError(EXIT.refused, error.message);
  }
  return answer.expires ?? opened.session.snapshot().checks[0]?.attestation?.expires;
}

function splitOnce(text: string, separator: string): readonly [string, string?] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

function required({ flags, program }: Invocation, name: FlagName): string {
  const value = flags.text(name);
  if (value !== undefined && value.trim() !== '') return value;
  throw new CliError(EXIT.usage, `--${name} is missing`, `See '${program} attest --help' for usage.`);
}

/** The given date, which must lie ahead; else as long as the check's answers hold. */
function expiryOf(given: string | undefined, validDays: number | undefined): string | undefined {
  if (given !== undefined) {
    if (Date.parse(`${given}T00:00:00Z`) <= Date.now())
      throw new CliError(EXIT.usage, `--expires ${given} must be in the future`);
    return given;
  }
  if (validDays === undefined) return undefined;
  return new Date(Date.now() + validDays * 86_400_000).toISOString().slice(0, 10);
}
