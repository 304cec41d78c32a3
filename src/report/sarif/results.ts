/** Findings as results of SARIF, and what was not decided beside them. */
import { formatPath } from '../../kube/path.ts';
import { knownNamespace } from '../../kube/unplaced.ts';
import { findingReadiness } from '../../model/decision.ts';
import type { CheckSummary } from '../../model/snapshot.ts';
import { printable } from '../../text/printable.ts';
import { openText, type Result } from '../results.ts';
import { type Accepted, acceptedText, answerKey, answerText, type SpokenAnswer } from '../said.ts';
import { checkLocation, locationOf } from './locations.ts';
import { levelOf } from './rules.ts';

export function resultOf({ finding, decision, accepted, isNew }: Result, ruleIndex: number, root: string): object {
  const { id, check, severity, confidence, subject, part, path } = finding;
  const namespace = knownNamespace(subject.namespace);
  return {
    ruleId: check,
    ruleIndex,
    kind: 'fail',
    level: levelOf(severity),
    message: { text: messageText(finding.message) },
    locations: [locationOf(finding, root)],
    partialFingerprints: fingerprints(id),
    ...comparedWith(isNew),
    suppressions: accepted === undefined ? [] : [suppression(accepted)],
    properties: {
      severity,
      confidence,
      ...(namespace === '' ? {} : { namespace: printable(namespace) }),
      ...(part === undefined ? {} : { part: printable(part) }),
      ...(path === undefined ? {} : { path: printable(formatPath(path)) }),
      ...(decision === undefined
        ? {}
        : { decision: decision.id, readiness: findingReadiness(finding, decision.variants) }),
    },
  };
}

/** Without an object: nobody knows, or a person has to say. */
export function checkResult(summary: CheckSummary, ruleIndex: number, isNew: boolean | undefined): object {
  const { check, status } = summary;
  const { id, severity } = check.meta;
  return {
    ruleId: id,
    ruleIndex,
    kind: status === 'manual' ? 'review' : 'open',
    level: 'none',
    message: { text: messageText(openText(summary)) },
    locations: [checkLocation(id)],
    partialFingerprints: fingerprints(`check:${id}`),
    ...comparedWith(isNew),
    suppressions: [],
    properties: { severity, status },
  };
}

/** A person says that it fails, as a whole or for some objects. */
export function answerResult({ summary, given }: SpokenAnswer, ruleIndex: number, isNew: boolean | undefined): object {
  const { id, severity } = summary.check.meta;
  return {
    ruleId: id,
    ruleIndex,
    kind: 'fail',
    level: levelOf(severity),
    message: { text: messageText(answerText(given)) },
    locations: [checkLocation(id)],
    partialFingerprints: fingerprints(`check:${answerKey(given.attestation)}`),
    ...comparedWith(isNew),
    suppressions: [],
    properties: { severity, status: 'fail' },
  };
}

/** With a baseline each result has it. */
function comparedWith(isNew: boolean | undefined): { readonly baselineState?: 'new' | 'unchanged' } {
  return isNew === undefined ? {} : { baselineState: isNew ? 'new' : 'unchanged' };
}

/** GitHub matches alerts by the first; both hold over restarts, moved lines and renamed files. */
function fingerprints(id: string): Readonly<Record<string, string>> {
  return { primaryLocationLineHash: `${id}:1`, 'kubectlHarden/v1': id };
}

function suppression(accepted: Accepted): object {
  return { kind: 'external', status: 'accepted', justification: printable(acceptedText(accepted)) };
}

/** In SARIF a text in brackets before one in parentheses is a link: names of a cluster make none. */
function messageText(text: string): string {
  return printable(text).replaceAll('](', '] (');
}
