/**
 * The last complete reading of each scope of a cluster: ids, and values as hashes. Losing one costs a comparison: a damaged
 * file, or one that somebody else could have written, is none.
 */
import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { readRegular } from '../disk/read.ts';
import { distrust } from '../disk/trust.ts';
import { putFile } from '../disk/write.ts';
import { shortHash } from '../kube/canonical.ts';
import { SEVERITIES } from '../model/finding.ts';
import type { Reading } from '../model/kept/since.ts';
import { told } from './trouble.ts';

/** Of more scopes than these the one that was used longest ago is forgotten. */
const MOST_SCOPES = 16;

const finding = z
  .tuple([z.string(), z.string(), z.string(), z.enum(SEVERITIES as [string, ...string[]]), z.string()])
  .transform(([id, check, judged, severity, subject]) => ({
    ...{ id, check, judged, subject },
    severity: severity as Reading['decisions'][number]['findings'][number]['severity'],
  }));
const schema = z.object({
  cluster: z.string(),
  scope: z.string(),
  at: z.iso.datetime(),
  decisions: z.array(
    z.object({ state: z.enum(['open', 'accepted']), platform: z.boolean(), findings: z.array(finding) }),
  ),
  answered: z.array(z.string()),
});

export function readReading(stateFolder: string, cluster: string, scope: string): Reading | undefined {
  const parsed = schema.safeParse(stored(join(folderOf(stateFolder, cluster), `${scope}.json`)));
  if (!parsed.success || parsed.data.cluster !== cluster || parsed.data.scope !== scope) return undefined;
  return parsed.data;
}

export async function writeReading(stateFolder: string, reading: Reading): Promise<void> {
  const folder = folderOf(stateFolder, reading.cluster);
  const file = join(folder, `${reading.scope}.json`);
  const decisions = reading.decisions.map(({ state, platform, findings }) => ({
    state,
    platform,
    findings: findings.map(({ id, check, judged, severity, subject }) => [id, check, judged, severity, subject]),
  }));
  await told('What was read cannot be remembered in', file, async () => {
    putFile(file, `${JSON.stringify({ ...reading, decisions })}\n`);
    dropOldest(folder);
  });
}

export async function dropReadings(stateFolder: string, cluster: string): Promise<void> {
  const folder = folderOf(stateFolder, cluster);
  await told('What was read cannot be removed from', folder, async () =>
    rmSync(folder, { recursive: true, force: true }),
  );
}

function dropOldest(folder: string): void {
  const files = readdirSync(folder).map((name) => join(folder, name));
  if (files.length <= MOST_SCOPES) return;
  const dated = files.map((file) => ({ file, at: statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0 }));
  for (const { file } of dated.toSorted((left, right) => right.at - left.at).slice(MOST_SCOPES))
    rmSync(file, { force: true });
}

/** Ids may be paths (files) or hold anything: names on the disk are their hashes. */
function folderOf(stateFolder: string, cluster: string): string {
  return join(stateFolder, 'readings', shortHash([cluster]));
}

function stored(file: string): unknown {
  try {
    const text = readRegular(file);
    return text === undefined || distrust(file) !== undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
