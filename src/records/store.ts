/** The operator's answers and the place in the walk, kept on disk. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isFolder } from '../disk/folders.ts';
import { readText } from '../disk/read.ts';
import { putFile } from '../disk/write.ts';
import type { FalseAlarm } from '../model/kept/false-alarm.ts';
import type { Reading } from '../model/kept/since.ts';
import type { Attestation, Records, Waiver } from '../model/records.ts';
import { type Answer, RecordsError, readRecords, withAnswer, withoutCluster } from './document.ts';
import { keepFalseAlarm } from './false-alarms.ts';
import { dropReadings, readReading, writeReading } from './reading.ts';
import { told } from './trouble.ts';
import { dropPlace, readPlace, type WalkPlace, writePlace } from './walk-place.ts';

export interface RecordsOptions {
  readonly stateFolder: string;
  /** `--records`: a file, or a folder whose YAML files are all read; answers then go to its `records.yaml`. */
  readonly path?: string;
  /** Of the repository that is read: what it holds counts as well, and nothing is ever written there. */
  readonly beside?: string;
  /** The file may be one that the first answer makes. */
  readonly isNew?: boolean;
}

export interface RecordsStore {
  load(): Promise<Records>;
  attest(answer: Attestation): Promise<void>;
  waive(answer: Waiver): Promise<void>;
  remember(cluster: string, place: WalkPlace & { readonly item: string }): Promise<void>;
  recall(cluster: string): Promise<WalkPlace>;
  /** The last complete reading of that scope that was kept. */
  earlier(cluster: string, scope: string): Promise<Reading | undefined>;
  keep(reading: Reading): Promise<void>;
  /** Resolves to the file that it is in. */
  keepFalseAlarm(alarm: FalseAlarm): Promise<string>;
  /** Drops the answers for a cluster, what was read of it and the place in its walk, where this store writes them. */
  forget(cluster: string): Promise<void>;
}

const FILE = 'records.yaml';
const YAML_FILE = /\.(ya?ml|json)$/;

/** Every method throws RecordsError; its message is a sentence. */
export function openRecords(options: RecordsOptions): RecordsStore {
  const { stateFolder, path } = options;
  const queue = inTurn();
  const fileToWrite = () => {
    if (path === undefined) return join(stateFolder, FILE);
    return isFolder(path) ? join(path, FILE) : path;
  };
  const put = (answer: Answer) =>
    queue(async () => {
      const file = fileToWrite();
      await told('The answer cannot be saved in', file, async () => {
        const text = withAnswer(readText(file) ?? '', file, answer);
        // What is written must be readable the next time, or the operator would lose every answer in it.
        readRecords(text, file, true);
        putFile(file, text);
      });
    });
  return {
    load: () => load(options),
    attest: (entry) => put({ list: 'attestations', entry }),
    waive: (entry) => put({ list: 'waivers', entry }),
    remember: (cluster, place) => queue(() => writePlace(stateFolder, cluster, place)),
    recall: (cluster) => readPlace(stateFolder, cluster),
    earlier: async (cluster, scope) => readReading(stateFolder, cluster, scope),
    keep: (reading) => queue(() => writeReading(stateFolder, reading)),
    keepFalseAlarm: (alarm) => keepFalseAlarm(stateFolder, alarm),
    forget: (cluster) =>
      queue(async () => {
        const file = fileToWrite();
        await told('The answers cannot be removed from', file, async () => {
          const text = withoutCluster(readText(file) ?? '', file, cluster);
          if (text !== undefined) putFile(file, text);
        });
        await dropPlace(stateFolder, cluster);
        await dropReadings(stateFolder, cluster);
      }),
  };
}

async function load(options: RecordsOptions): Promise<Records> {
  const own = await loadOwn(options);
  if (options.beside === undefined) return own;
  const beside = await readFile(options.beside, false);
  const rules = [...(own.rules ?? []), ...(beside.rules ?? [])];
  return {
    attestations: [...own.attestations, ...beside.attestations],
    waivers: [...own.waivers, ...beside.waivers],
    ...(rules.length === 0 ? {} : { rules }),
  };
}

async function loadOwn({ stateFolder, path, isNew }: RecordsOptions): Promise<Records> {
  if (path !== undefined && isFolder(path)) {
    const listed = await told('The answers cannot be read from', path, () => readdir(path));
    const names = listed.filter((name) => YAML_FILE.test(name)).sort();
    const all = await Promise.all(names.map(async (name) => readFile(join(path, name), name === FILE)));
    const rules = all.flatMap((each) => each.rules ?? []);
    return {
      attestations: all.flatMap(({ attestations }) => attestations),
      waivers: all.flatMap(({ waivers }) => waivers),
      ...(rules.length === 0 ? {} : { rules }),
    };
  }
  if (path === undefined) return readFile(join(stateFolder, FILE), true);
  if (readText(path) === undefined && !isNew)
    throw new RecordsError(`there is no file ${path} with answers: name an existing one, or leave --records out.`);
  return readFile(path, true);
}

async function readFile(file: string, isNamed: boolean): Promise<Records> {
  const text = await told('The answers cannot be read from', file, async () => readText(file));
  return readRecords(text ?? '', file, isNamed);
}

/** Answers given quickly after one another are written one after the other. */
function inTurn(): (work: () => Promise<void>) => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  return (work) => {
    const next = last.then(work, work);
    last = next.catch(() => {});
    return next;
  };
}
