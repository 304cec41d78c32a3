/** Records as YAML text: read with the place of every error, written without losing what others put there. Pure. */
import { type Document, isMap, isSeq, LineCounter, parseAllDocuments, parseDocument, type YAMLMap } from 'yaml';
import type { Attestation, Records, Waiver } from '../model/records.ts';
import { errorText } from '../text/errors.ts';
import { type ParsedRecords, parseRecords, RECORDS_API_VERSION, RECORDS_KIND } from './schema.ts';

/** A file that is not records. The message is a sentence naming file and field. */
export class RecordsError extends Error {
  override readonly name = 'RecordsError';
}

/** All records of a file. In a folder other kinds of documents are passed over; a file named as records must be some. */
export function readRecords(text: string, file: string, isNamed: boolean): Records {
  const found: ParsedRecords[] = [];
  for (const document of documentsOf(text, file)) {
    const value: unknown = toValue(document, file);
    if (value === null || value === undefined) continue;
    if (!isRecordsKind(value) && !isNamed) continue;
    const parsed = parseRecords(value);
    if ('problems' in parsed) throw new RecordsError(`${file}: ${parsed.problems.join('; ')}`);
    found.push(parsed);
  }
  const rules = found.flatMap((each) => each.rules);
  return {
    attestations: found.flatMap(({ attestations }) => attestations),
    waivers: found.flatMap(({ waivers }) => waivers),
    ...(rules.length === 0 ? {} : { rules }),
  };
}

function isRecordsKind(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === RECORDS_KIND;
}

function documentsOf(text: string, file: string): readonly Document.Parsed[] {
  const lineCounter = new LineCounter();
  const documents = parseAllDocuments(text, { lineCounter, prettyErrors: false });
  if (!Array.isArray(documents)) return [];
  for (const { errors } of documents) {
    const [first] = errors;
    if (first === undefined) continue;
    throw new RecordsError(`${file}: line ${lineCounter.linePos(first.pos[0]).line}: ${first.message}`);
  }
  return documents;
}

function toValue(document: Document.Parsed, file: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    throw new RecordsError(`${file}: ${errorText(error)}`);
  }
}

export type Answer =
  | { readonly list: 'attestations'; readonly entry: Attestation }
  | { readonly list: 'waivers'; readonly entry: Waiver };

/** The text with the answer in it: in place of an earlier one on the same question for the same cluster. */
export function withAnswer(text: string, file: string, { list, entry }: Answer): string {
  const documents = text.trim() === '' ? [] : documentsOf(text, file);
  if (documents.length > 1) throw new RecordsError(`${file} has several documents: add answers to it by hand.`);
  const document = documents[0] ?? parseDocument(emptyRecords());
  if (!isMap(document.contents)) throw new RecordsError(`${file}: document: must be a map`);
  const known = document.get(list);
  if (!isSeq(known)) document.set(list, document.createNode([entry]));
  else {
    const key = list === 'attestations' ? 'check' : 'decision';
    const wanted = [
      entry.cluster,
      'check' in entry ? entry.check : entry.decision,
      'check' in entry ? entry.scope : undefined,
    ];
    const index = known.items.findIndex(
      (item) =>
        isMap(item) && [item.get('cluster'), item.get(key), item.get('scope')].every((is, at) => is === wanted[at]),
    );
    const earlier = known.items[index];
    if (isMap(earlier)) update(earlier, entry);
    else known.add(document.createNode(entry));
    known.flow = false;
  }
  return document.toString({ lineWidth: 0 });
}

/** The text without any answer for the cluster; undefined when it holds none. */
export function withoutCluster(text: string, file: string, cluster: string): string | undefined {
  const documents = documentsOf(text, file);
  let isChanged = false;
  for (const document of documents)
    for (const list of ['attestations', 'waivers']) {
      const known = isMap(document.contents) ? document.get(list) : undefined;
      if (!isSeq(known)) continue;
      const left = known.items.filter((item) => !isMap(item) || item.get('cluster') !== cluster);
      isChanged ||= left.length < known.items.length;
      known.items = left;
    }
  return isChanged ? documents.map((document) => document.toString({ lineWidth: 0 })).join('') : undefined;
}

/** Member by member: what others added to the entry stays. */
function update(map: YAMLMap, entry: object): void {
  for (const [key, value] of Object.entries(entry)) map.set(key, value);
}

function emptyRecords(): string {
  return `apiVersion: ${RECORDS_API_VERSION}\nkind: ${RECORDS_KIND}\nattestations: []\nwaivers: []\n`;
}
