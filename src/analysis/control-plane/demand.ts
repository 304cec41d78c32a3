/** What a check demands of the flags of a component, held against everything that shows them. */
import type { Evidence, Proposal, Violation } from '../../plugin-api/index.ts';
import type { Component, Witness } from './component.ts';
import type { Flags } from './flags.ts';

export interface FlagDemand {
  /** Why these flags do not meet it, a sentence without a full stop; `undefined`: they do. */
  lack(flags: Flags): string | undefined;
  /** Of one replica by the name of its pod, or of the component as a whole. */
  message(reason: string, pod: string | undefined): string;
  readonly proposal: Proposal;
}

/**
 * One violation for each replica. What answered is one of them, under a name that it does not tell: where replicas lack
 * something it confirms them, and a violation of its own it is only where none of them does.
 */
export function judgeFlags({ answered, replicas }: Component, demand: FlagDemand): readonly Violation[] {
  const own = answered === undefined ? [] : lacking(answered, demand);
  const found = replicas.flatMap((replica) => lacking(replica, demand));
  if (found.length === 0) return own.map((each) => violation(each, [], demand));
  const confirming = own.map(({ evidence }) => evidence);
  return found.map((each) => violation(each, confirming, demand));
}

interface Lack {
  readonly reason: string;
  readonly pod?: string;
  readonly evidence: Evidence;
}

function lacking({ pod, flags, source, name }: Witness, demand: FlagDemand): readonly Lack[] {
  const reason = demand.lack(flags);
  if (reason === undefined) return [];
  return [{ reason, ...(pod === undefined ? {} : { pod }), evidence: { text: `${name}: ${reason}.`, source } }];
}

function violation({ reason, pod, evidence }: Lack, further: readonly Evidence[], demand: FlagDemand): Violation {
  return {
    message: demand.message(reason, pod),
    ...(pod === undefined ? {} : { part: pod }),
    value: reason,
    evidence: [evidence, ...further],
    proposal: demand.proposal,
  };
}
