/** Findings as results of SARIF, and what was not decided beside them. */
import { formatPath } from '../../kube/path.ts';
import { knownNamespace } from '../../kube/unplaced.ts';
import { findingReadiness } from '../../model/decision.ts';
import type { Waiver } from '../../model/records.ts';
import type { CheckSummary } from '../../model/snapshot.ts';
import { printable } from '../../text/printable.ts';
import { openText, type Result } from '../results.ts';
import { answerText, waiverText } from '../sum.ts';
import { checkLocation, locationOf } from './locations.ts';
import { levelOf } from './rules.ts';

export function resultOf({ finding, decision, waiver, isNew }: Result, ruleIndex: number, root: string): object {
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
    ...(isNew === undefined ? {} : { baselineState: isNew ? 'new' : 'unchanged' }),
    suppressions: waiver === undefined ? [] : [suppression(waiver)],
    properties: {
      severity,
      confidence,
      ...(namespace === '' ? {} : { namespace: printable(namespace) }),
      ...(part === undefined ? {} : { part: printable(part) }),
      ...(path === undefined ? {} : { path: printable(formatPath(path)) }),
      decision: decision.id,
      readiness: findingReadiness(finding, decision.variants),
    },
  };
}

/** Without an object: nobody knows, a person has to say, or a person has said that it fails. */
export function checkResult(summary: CheckSummary, ruleIndex: number): object {
  const { check, status, attestation } = summary;
  const isFail = status === 'fail';
  const { id, severity } = check.meta;
  return {
    ruleId: id,
    ruleIndex,
    kind: isFail ? 'fail' : status === 'manual' ? 'review' : 'open',
    level: isFail ? levelOf(severity) : 'none',
    message: { text: messageText(isFail && attestation !== undefined ? answerText(summary) : openText(summary)) },
    locations: [checkLocation(id)],
    partialFingerprints: fingerprints(`check:${id}`),
    suppressions: [],
    properties: { severity, status },
  };
}

/** GitHub matches alerts by the first; both hold over restarts, moved lines and renamed files. */
function fingerprints(id: string): Readonly<Record<string, string>> {
  return { primaryLocationLineHash: `${id}:1`, 'kubectlHarden/v1': id };
}

function suppression(waiver: Waiver): object {
  return { kind: 'external', status: 'accepted', justification: printable(waiverText(waiver)) };
}

/** In SARIF a text in brackets before one in parentheses is a link: names of a cluster make none. */
function messageText(text: string): string {
  return printable(text).replaceAll('](', '] (');
}
