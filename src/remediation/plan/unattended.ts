/** What `--apply --yes` takes by itself, and what it leaves for a person. Pure. */
import {
  type Acknowledgement,
  type Decision,
  DISRUPTION_ORDER,
  resolvedBy,
  type Variant,
} from '../../model/decision.ts';
import { withoutAcknowledged } from '../../model/guard.ts';
import type { Disruption } from '../../plugin-api/index.ts';

export interface UnattendedOptions {
  readonly maxDisruption?: Disruption;
  readonly includeSystem?: boolean;
  readonly allowManaged?: boolean;
}

export interface LeftForYou {
  readonly decision: Decision;
  readonly reason: string;
  /** What would take it; absent: a person decides it in the walk. */
  readonly takenWith?: Allowance;
}

/** What a script has to allow in so many words. */
export type Allowance = { readonly acknowledge: Acknowledgement } | { readonly disruption: Disruption };

export interface Selection {
  readonly taken: readonly Decision[];
  readonly left: readonly LeftForYou[];
}

export function selectUnattended(decisions: readonly Decision[], options: UnattendedOptions = {}): Selection {
  const taken: Decision[] = [];
  const left: LeftForYou[] = [];
  for (const decision of decisions) {
    const reason = reasonToLeave(decision, options);
    if (reason === undefined) taken.push(decision);
    else left.push({ decision, ...reason });
  }
  return { taken, left };
}

function reasonToLeave(decision: Decision, options: UnattendedOptions): Omit<LeftForYou, 'decision'> | undefined {
  const [variant] = decision.variants;
  // Not the decision's own readiness: an owner that was acknowledged no longer makes its source elsewhere.
  if (variant === undefined) return withoutVariant(decision);
  if (variant.readiness !== 'ready') return { reason: worstReason(decision, variant) };
  // Whoever asks for changes without the right to make them is refused, and not told that there is nothing to do.
  if (decision.refusal?.isDenied === true) return undefined;
  const refusal = decision.refusal === undefined ? undefined : withoutAcknowledged([decision.refusal], options);
  if (refusal !== undefined)
    return {
      reason: refusal.reason,
      ...(refusal.allow === undefined ? {} : { takenWith: { acknowledge: refusal.allow } }),
    };
  const limit = options.maxDisruption ?? 'rollout';
  if (DISRUPTION_ORDER.indexOf(variant.disruption) <= DISRUPTION_ORDER.indexOf(limit)) return undefined;
  return { reason: DISRUPTION_TEXT[variant.disruption], takenWith: { disruption: variant.disruption } };
}

/** Of the worst finding, where what could be offered leaves it. */
function worstReason({ readiness, severity, findings }: Decision, variant: Variant): string {
  const reason = variant.reasons[0] ?? 'The evidence is not complete: a person decides.';
  if (readiness === variant.readiness) return reason;
  const resolved = new Set(resolvedBy(findings, variant));
  const left = findings.find((finding) => finding.severity === severity && !resolved.has(finding));
  return left?.message ?? reason;
}

function withoutVariant({ inputs, findings }: Decision): Pick<LeftForYou, 'reason'> {
  const [input] = inputs ?? [];
  if (input === undefined)
    return { reason: ownReason(findings) ?? 'There is nothing to change from here: see its guidance.' };
  const proposal = findings.find(
    ({ check, proposal }) => check === input.check && proposal?.needs?.includes(input.name),
  );
  return { reason: proposal?.proposal?.reason ?? input.describe };
}

/** Why its source is elsewhere where it is, else what lacks. */
function ownReason(findings: Decision['findings']): string | undefined {
  const proposals = findings.flatMap(({ proposal }) => proposal ?? []);
  const [elsewhere, missing] = ['elsewhere', 'needs-input'].map((each) =>
    proposals.find(({ readiness }) => readiness === each),
  );
  return (elsewhere ?? missing)?.reason;
}

const DISRUPTION_TEXT: Readonly<Record<Disruption, string>> = {
  none: 'It disturbs nothing.',
  rollout: 'It restarts pods.',
  traffic: 'It may stop traffic.',
  access: 'It takes rights away.',
};
