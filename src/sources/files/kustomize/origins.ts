/** Which file each built object comes from, told by kustomize itself in a build that is asked to note it. */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { temporaryFolder } from '../../../disk/temporary.ts';
import { isJsonObject, valueAt } from '../../../kube/path.ts';
import type { Json, JsonObject } from '../../../plugin-api/index.ts';
import { findDocuments, readDocument } from '../read/documents.ts';
import { textOf } from '../read/text.ts';
import { parseYaml } from '../yaml/parse.ts';
import { BuildError, buildFolder } from './kubectl.ts';
import { folderOf, type Tree } from './tree.ts';

export interface Origin {
  readonly file: string;
  readonly document: number;
  readonly line: number;
  /** As the object is written there. */
  readonly name?: string;
  readonly namespace?: string;
}

const ANNOTATION = 'config.kubernetes.io/origin';

/** By `identityOf`. Empty where kustomize does not tell: the objects are then those of the kustomization. */
export async function originsOf(tree: Tree, signal: AbortSignal): Promise<ReadonlyMap<string, Origin>> {
  const above = await temporaryFolder();
  try {
    const isComponent = tree.top.value.kind === 'Component';
    const base = relative(above, tree.root).split(sep).join('/');
    const lines = [
      `${isComponent ? 'components' : 'resources'}: [${JSON.stringify(base)}]`,
      'buildMetadata: [originAnnotations]',
    ];
    await writeFile(join(above, 'kustomization.yaml'), `${lines.join('\n')}\n`);
    return await told(await buildFolder(above, signal), { above, dir: folderOf(tree), root: tree.root });
  } catch (error) {
    if (error instanceof BuildError) return new Map();
    throw error;
  } finally {
    await rm(above, { recursive: true, force: true });
  }
}

export function identityOf(value: Json): string {
  const at = (path: readonly string[]) => String(valueAt(value, path) ?? '');
  return [at(['apiVersion']), at(['kind']), at(['metadata', 'namespace']), at(['metadata', 'name'])].join('\n');
}

interface Folders {
  readonly above: string;
  readonly dir: string;
  readonly root: string;
}

async function told(text: string, folders: Folders): Promise<ReadonlyMap<string, Origin>> {
  const files = new Map<string, Promise<readonly Written[]>>();
  const origins = new Map<string, Origin>();
  for (const document of findDocuments(text)) {
    const read = readDocument(text, document);
    if (!('value' in read) || !isJsonObject(read.value)) continue;
    const path = pathOf(read.value);
    if (path === undefined) continue;
    const real = resolve(folders.above, path);
    const written = files.get(real) ?? documentsIn(real);
    files.set(real, written);
    origins.set(identityOf(read.value), origin(read.value, shown(real, folders), await written));
  }
  return origins;
}

function pathOf(object: JsonObject): string | undefined {
  const text = valueAt(object, ['metadata', 'annotations', ANNOTATION]);
  const parsed = typeof text === 'string' ? parseYaml(text, 1) : undefined;
  if (parsed === undefined || !('value' in parsed) || !isJsonObject(parsed.value)) return undefined;
  const { path, configuredIn } = parsed.value;
  if (typeof path === 'string') return path;
  return typeof configuredIn === 'string' ? configuredIn : undefined;
}

function shown(real: string, { dir, root }: Folders): string {
  return join(dir, relative(root, real));
}

interface Written {
  readonly value: JsonObject;
  readonly document: number;
  readonly line: number;
}

async function documentsIn(path: string): Promise<readonly Written[]> {
  const bytes = await readFile(path).catch(() => Buffer.alloc(0));
  const found = textOf(bytes);
  if ('problem' in found) return [];
  return [...findDocuments(found.text)].flatMap((document) => {
    const read = readDocument(found.text, document, found.isDoubtful);
    if (!('value' in read) || !isJsonObject(read.value)) return [];
    return [{ value: read.value, document: document.number, line: document.line }];
  });
}

/** Names only grow on their way, by prefixes and suffixes; but for a Namespace, which may be called anew. */
function origin(object: JsonObject, file: string, written: readonly Written[]): Origin {
  const name = nameOf(object);
  const same = written.filter(({ value }) => value.kind === object.kind);
  const [longest] = same
    .filter(({ value }) => name.includes(nameOf(value)))
    .toSorted((left, right) => nameOf(right.value).length - nameOf(left.value).length);
  const best = longest ?? (same.length === 1 ? same[0] : undefined);
  const namespace = valueAt(best?.value, ['metadata', 'namespace']);
  return {
    file,
    document: best?.document ?? 1,
    line: best?.line ?? 1,
    ...(best === undefined ? {} : { name: nameOf(best.value) }),
    ...(typeof namespace === 'string' ? { namespace } : {}),
  };
}

function nameOf(object: JsonObject): string {
  return String(valueAt(object, ['metadata', 'name']) ?? '');
}
