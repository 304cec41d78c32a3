/** Golden files: what a fixture is known to give, as text that people review. */

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { stringify } from 'yaml';
import { formatPath } from '../../../src/kube/path.ts';
import { objectName, refKey } from '../../../src/kube/refs.ts';
import type { CheckResult, Finding } from '../../../src/model/finding.ts';
import type { KubeObject } from '../../../src/plugin-api/index.ts';

const isUpdating = process.env.UPDATE_GOLDENS === '1';

export function failGolden(findings: readonly Finding[], after: readonly KubeObject[]): string {
  const body = { findings: findings.map(describeFinding), ...(after.length === 0 ? {} : { after }) };
  return stringify(body, { lineWidth: 0, aliasDuplicateObjects: false });
}

export function verdictGolden(results: readonly CheckResult[]): string {
  const body = results.map(({ subject, status, confidence, evidence }) => ({
    subject: objectName(subject),
    status,
    confidence,
    ...(evidence.length === 0 ? {} : { evidence: evidence.map(({ text }) => text) }),
  }));
  return stringify({ results: body }, { lineWidth: 0, aliasDuplicateObjects: false });
}

/** The golden text, written first when goldens are being updated. */
export function goldenText(path: string, actual: string): string {
  if (isUpdating) writeFileSync(path, actual);
  return existsSync(path) ? readFileSync(path, 'utf8') : `no golden file: run with UPDATE_GOLDENS=1 and read ${path}`;
}

function describeFinding({ subject, severity, severityReason, confidence, part, path, message, ...rest }: Finding) {
  const { evidence, proposal, place } = rest;
  // Without a place of its own a finding is decided at its subject, or with its check where that is the cluster.
  const isOwn = place.key === refKey(subject) || place.key === `cluster|${rest.check}`;
  return {
    subject: objectName(subject),
    severity,
    ...(severityReason === undefined ? {} : { severityReason }),
    ...(confidence === 'direct' ? {} : { confidence }),
    ...(part === undefined ? {} : { part }),
    ...(path === undefined ? {} : { path: formatPath(path) }),
    message,
    ...(isOwn ? {} : { place: place.title }),
    ...(evidence.length === 0 ? {} : { evidence: evidence.map(({ text }) => text) }),
    ...(proposal === undefined
      ? { readiness: 'none' }
      : {
          readiness: proposal.readiness,
          reason: proposal.reason,
          ...(proposal.caveats === undefined || proposal.caveats.length === 0 ? {} : { caveats: proposal.caveats }),
          ...(proposal.needs === undefined || proposal.needs.length === 0 ? {} : { needs: proposal.needs }),
        }),
  };
}
