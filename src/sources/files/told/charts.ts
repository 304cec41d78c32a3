/** Templates of Helm charts: no manifests, but what manifests are rendered from. One line for each chart. */
import { statSync } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import { shellWord } from '../../../text/shell.ts';
import { type ManifestPath, STDIN } from '../read/discover.ts';
import { shownPath } from '../read/manifests.ts';
import { type MessageEvent, message } from './problems.ts';

const TEMPLATES = 'templates';
const SUB_CHARTS = 'charts';
/** Describes a chart: it has an apiVersion of its own, and no kind. */
const DESCRIPTION = 'Chart.yaml';

interface Found {
  readonly files: Set<string>;
  documents: number;
}

export class Charts {
  readonly #found = new Map<string, Found>();
  /** By folder: templates of no chart. */
  readonly #strays = new Map<string, Found>();
  readonly #known = new Map<string, string | undefined>();

  /** False: who named the file meant a manifest, and it is in no chart. */
  add({ path, isFound }: ManifestPath): boolean {
    const chart = this.#chartOf(path);
    if (chart === undefined && !isFound) return false;
    const groups = chart === undefined ? this.#strays : this.#found;
    const group = chart ?? dirname(path);
    const found = groups.get(group) ?? { files: new Set(), documents: 0 };
    groups.set(group, found);
    found.files.add(path);
    found.documents++;
    return true;
  }

  *messages(): Generator<MessageEvent> {
    for (const [chart, found] of this.#found) {
      const build = `helm template ${shellWord(chart)} | kubectl harden scan -f -`;
      yield told(found, `Chart ${shownPath(chart)}`, `Render it and judge the result: ${build}`);
    }
    for (const [folder, found] of this.#strays)
      yield told(found, shownPath(folder), `Render ${found.documents === 1 ? 'it' : 'them'} first.`);
  }

  #chartOf(path: string): string | undefined {
    if (path === STDIN) return undefined;
    const folder = dirname(path);
    if (!this.#known.has(folder)) this.#known.set(folder, chartAround(folder));
    return this.#known.get(folder);
  }
}

function told({ files, documents }: Found, where: string, next: string): MessageEvent {
  const what = documents === 1 ? '1 template was' : `${documents} templates were`;
  return { ...message('warning', `${where}: ${what} not judged. ${next}`), unread: [...files], isSkipped: true };
}

/** The outermost chart: rendering it renders those that it contains. Without a description `templates` tells. */
function chartAround(folder: string): string | undefined {
  const nearest = describedAround(folder) ?? aboveTemplates(folder);
  let chart = nearest;
  while (chart !== undefined && basename(dirname(chart)) === SUB_CHARTS && isDescribed(dirname(dirname(chart))))
    chart = dirname(dirname(chart));
  return chart;
}

function describedAround(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    if (isDescribed(at)) return at;
    if (at === dirname(at)) return undefined;
  }
}

function aboveTemplates(folder: string): string | undefined {
  const parts = folder.split(sep);
  const at = parts.lastIndexOf(TEMPLATES);
  if (at < 0) return undefined;
  return parts.slice(0, at).join(sep) || (folder.startsWith(sep) ? sep : '.');
}

function isDescribed(folder: string): boolean {
  return statSync(join(folder, DESCRIPTION), { throwIfNoEntry: false }) !== undefined;
}
