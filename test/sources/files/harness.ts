/** Manifests in a temporary folder, and what a scan of them tells. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { ALL_KINDS } from '../../../src/kube/kinds.ts';
import { refOf, resourceName } from '../../../src/kube/refs.ts';
import type { Observed, SourceEvent, StreamOptions } from '../../../src/model/ports.ts';
import { type FilesOptions, openFiles } from '../../../src/sources/files/index.ts';

import { requests } from '../../support/requests.ts';

export const SIGNAL = new AbortController().signal;
export const ALL: StreamOptions = {
  kinds: requests(...ALL_KINDS),
  evidence: [],
  namespaces: [],
  watch: false,
};

export interface Scanned {
  readonly events: readonly SourceEvent[];
  readonly items: readonly Observed[];
  /** `deployment.apps/api`, in the order in which they came. */
  readonly names: readonly string[];
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
  readonly notes: readonly string[];
}

/** The path of a folder with these files; it goes away with the test. */
export function folder(files: Readonly<Record<string, string | Buffer>>): string {
  const path = mkdtempSync(join(tmpdir(), 'manifests-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), content);
  }
  return path;
}

/** Objects that name no namespace are in `default`. */
export async function scan(options: FilesOptions, stream: StreamOptions = ALL): Promise<Scanned> {
  const events: SourceEvent[] = [];
  for await (const event of openFiles({ namespace: 'default', ...options }).source.stream(stream, SIGNAL))
    events.push(event);
  const items = events.flatMap((event) => (event.type === 'upsert' ? event.items : []));
  const texts = (level: 'error' | 'warning' | 'info'): readonly string[] =>
    events.flatMap((event) => (event.type === 'message' && event.level === level ? [event.text] : []));
  return {
    events,
    items,
    names: items.map(({ object }) => resourceName(refOf(object))),
    errors: texts('error'),
    warnings: texts('warning'),
    notes: texts('info'),
  };
}

/** One file; its folder is taken out of the messages. */
export async function scanText(content: string | Buffer, name = 'a.yaml', stream = ALL): Promise<Scanned> {
  const path = folder({ [name]: content });
  const scanned = await scan({ paths: [join(path, name)] }, stream);
  const short = (texts: readonly string[]): readonly string[] => texts.map((text) => text.replaceAll(`${path}/`, ''));
  return { ...scanned, errors: short(scanned.errors), warnings: short(scanned.warnings) };
}

export function serviceAccount(name: string, more = ''): string {
  return `apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: ${name}\n${more}`;
}

export function deployment(podSpec: string, name = 'api'): string {
  const indented = podSpec.trimEnd().replaceAll('\n', '\n      ');
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
spec:
  template:
    spec:
      ${indented}
`;
}
