/** How a sample cluster was left, kept in a file: what differs from the bundled one. */
import { unlinkSync } from 'node:fs';
import { isMissing } from '../../disk/errors.ts';
import { readText } from '../../disk/read.ts';
import { putFile } from '../../disk/write.ts';
import { shortHash } from '../../kube/canonical.ts';
import { isJsonObject } from '../../kube/path.ts';
import { troubleCause, troubleText } from '../../model/file-trouble.ts';
import { TargetError } from '../../model/ports.ts';
import type { Json } from '../../plugin-api/index.ts';
import { printable } from '../../text/printable.ts';
import type { Stored } from './make.ts';

export interface Left {
  readonly version: number;
  readonly stored: readonly Stored[];
  /** Keys of objects that are gone. */
  readonly removed: readonly string[];
}

export interface Memory {
  /** Nothing is `left` where nothing was kept, or what was kept is of no use: `warning` says so. */
  load(): { readonly left?: Left; readonly warning?: string };
  /** Throws TargetError. */
  save(left: Left): void;
}

/** Keeps nothing. */
export const NO_MEMORY: Memory = { load: () => ({}), save: () => undefined };

const ANEW = 'Earlier changes are not shown: reset it with --sample=new.';
const INSTEAD = 'name another folder with XDG_STATE_HOME';

export function fileMemory(file: string, bundled: readonly Stored[]): Memory {
  const edition = shortHash([JSON.stringify(bundled)]);
  return {
    load: () => load(file, edition),
    save: (left) => {
      try {
        putFile(file, JSON.stringify({ edition, ...left }));
      } catch (error) {
        throw refused(`The change of the sample cannot be saved in ${printable(file)}`, error);
      }
    },
  };
}

/** The sample begins anew. Throws TargetError. */
export function forget(file: string): void {
  try {
    unlinkSync(file);
  } catch (error) {
    if (isMissing(error)) return;
    throw refused(`The sample cannot be reset: ${printable(file)} cannot be removed`, error);
  }
}

function refused(subject: string, error: unknown): TargetError {
  return new TargetError('failed', troubleText(subject, error, { instead: INSTEAD }), { cause: error });
}

function load(file: string, edition: string): ReturnType<Memory['load']> {
  let text: string | undefined;
  try {
    text = readText(file);
  } catch (error) {
    return { warning: `the saved sample cannot be read from ${file}: ${troubleCause(error)}. ${ANEW}` };
  }
  if (text === undefined) return {};
  const kept = parse(text);
  if (kept === undefined)
    return { warning: `the saved sample cannot be read from ${file}: its content is invalid. ${ANEW}` };
  if (kept.edition === edition) return { left: kept };
  return { warning: `the sample in ${file} was saved by another version of the program. ${ANEW}` };
}

function parse(text: string): (Left & { readonly edition: string }) | undefined {
  try {
    const kept = JSON.parse(text) as Json;
    return isKept(kept) ? (kept as unknown as Left & { readonly edition: string }) : undefined;
  } catch {
    return undefined;
  }
}

function isKept(kept: Json): boolean {
  if (!isJsonObject(kept)) return false;
  const { edition, version, stored, removed } = kept;
  const isTyped = typeof edition === 'string' && Number.isInteger(version);
  const hasLists = Array.isArray(stored) && stored.every(isStored) && Array.isArray(removed);
  return isTyped && hasLists && removed.every((key) => typeof key === 'string');
}

function isStored(object: Json): boolean {
  if (!isJsonObject(object) || !isJsonObject(object.metadata)) return false;
  return [object.apiVersion, object.kind, object.metadata.name].every((part) => typeof part === 'string');
}
