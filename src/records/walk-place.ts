/** Where the walk was left, per cluster. Losing it costs a few keys: a damaged file is an empty one. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { readText } from '../disk/read.ts';
import { putFile } from '../disk/write.ts';
import { shortHash } from '../kube/canonical.ts';
import { told } from './trouble.ts';

export interface WalkPlace {
  readonly item?: string;
  readonly decision?: string;
  readonly skipped: readonly string[];
  readonly plan: readonly string[];
  /** The namespaces that the checklist was narrowed to. */
  readonly within?: { readonly title: string; readonly names: readonly string[] };
}

const schema = z.object({
  cluster: z.string(),
  item: z.string().optional(),
  decision: z.string().optional(),
  skipped: z.array(z.string()),
  plan: z.array(z.string()).default([]),
  within: z
    .object({ title: z.string(), names: z.array(z.string()) })
    .exactOptional()
    .catch(undefined as never),
});

export async function readPlace(stateFolder: string, cluster: string): Promise<WalkPlace> {
  const parsed = schema.safeParse(json(stored(stateFolder, cluster)));
  if (!parsed.success || parsed.data.cluster !== cluster) return { skipped: [], plan: [] };
  const { item, decision, within, skipped, plan } = parsed.data;
  return {
    ...(item === undefined ? {} : { item }),
    ...(decision === undefined ? {} : { decision }),
    ...(within === undefined ? {} : { within }),
    skipped,
    plan,
  };
}

export async function writePlace(stateFolder: string, cluster: string, place: WalkPlace): Promise<void> {
  const file = fileOf(stateFolder, cluster);
  const text = `${JSON.stringify({ cluster, ...place })}\n`;
  await told('The place in the walk cannot be saved in', file, async () => putFile(file, text));
}

export async function dropPlace(stateFolder: string, cluster: string): Promise<void> {
  const file = fileOf(stateFolder, cluster);
  await told('The place in the walk cannot be removed from', file, () => rm(file, { force: true }));
}

function stored(stateFolder: string, cluster: string): string | undefined {
  try {
    return readText(fileOf(stateFolder, cluster));
  } catch {
    return undefined;
  }
}

/** Ids may be paths (files) or hold anything: the name of the file is their hash. */
function fileOf(stateFolder: string, cluster: string): string {
  return join(stateFolder, 'walk', `${shortHash([cluster])}.json`);
}

function json(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}
