/** Texts about the open decision: reasons, evidence, caveats, and what can be done. Pure. */
import { printable } from '../../../text/printable.ts';
import { type OpenDecision, refusalText } from '../../select/decision.ts';
import type { Decision } from '../../types.ts';

/** Distinct sentences of evidence, of the findings and of their proposals. */
export function evidenceTexts(lead: Decision): readonly string[] {
  const texts = lead.findings.flatMap(({ evidence, proposal }) => [...evidence, ...(proposal?.evidence ?? [])]);
  return [...new Set(texts.map(({ text }) => printable(text)))];
}

export function reasonTexts(lead: Decision): readonly string[] {
  return [...new Set((lead.variants[0]?.reasons ?? []).map(printable))];
}

export function caveatTexts(lead: Decision, variant = 0): readonly string[] {
  return [...new Set((lead.variants[variant]?.caveats ?? []).map(printable))];
}

/** In the message line while nothing happens. `key`: what an action of the screen is bound to. */
export function hint({ lead }: OpenDecision, key: (id: string) => string): string {
  if (lead.refusal !== undefined) return refusalText(lead.refusal, key('menu'));
  const findings = lead.findings.length;
  if (lead.inputs !== undefined) return `${key('menu')}: give the missing values, or see what can be done.`;
  if (lead.variants.length === 0) return `No automatic change. ${key('explain')}: what to do instead.`;
  if (findings < 2) return `${key('menu')}: what can be done; ${key('diff')}: the diff.`;
  const resolved = lead.variants[0]?.findings.length ?? 0;
  if (resolved < findings) {
    const which = lead.variants[0]?.readiness === 'ready' ? 'ready' : 'first';
    return `The ${which} change (${key('diff')}) resolves ${resolved} of ${findings} findings; ${key('menu')}: other choices.`;
  }
  const where = lead.disruption === 'rollout' ? ' are in one pod template and' : '';
  return `All ${findings} findings${where} are resolved together. ${key('menu')}: what to do.`;
}
