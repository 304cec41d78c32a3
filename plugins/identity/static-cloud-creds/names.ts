/** Which names speak of lasting cloud credentials. */
import { fitsPattern, type Setting, type tables } from 'kubectl-harden/plugin-api';

export interface Names {
  /** The cloud that a variable of this name is for. */
  variable(name: string): string | undefined;
  /** The cloud that a file at this path is for. */
  file(path: string): string | undefined;
  /** The cloud whose programs look for credentials in this folder. */
  folder(path: string): string | undefined;
  /** The cloud that a Secret or ConfigMap seems to be for, whose variables cannot be seen. */
  bundle(bundle: Bundle): string | undefined;
}

export interface Bundle {
  readonly kind: 'Secret' | 'ConfigMap';
  readonly name: string;
}

export const IGNORED: Setting<readonly string[]> = {
  describe:
    'Names of variables, Secrets and ConfigMaps, and ends of paths that are fine here; * stands for any characters.',
  default: [],
  check: (patterns) =>
    patterns.some((pattern) => /^\**$/.test(pattern)) ? 'A pattern has to hold more than *.' : undefined,
};

type Rows = readonly tables.CloudCredentialName[];

const made = new WeakMap<Rows, WeakMap<readonly string[], Names>>();

/** Made once for the same rows and patterns: every workload is asked about, and most names come again and again. */
export function namesOf(rows: Rows, ignored: readonly string[]): Names {
  const byIgnored = made.get(rows) ?? new WeakMap<readonly string[], Names>();
  made.set(rows, byIgnored);
  const names = byIgnored.get(ignored) ?? makeNames(rows, ignored);
  byIgnored.set(ignored, names);
  return names;
}

function makeNames(rows: Rows, ignored: readonly string[]): Names {
  const known = (where: 'env' | 'file', matches: typeof fitsPattern, partOf = (pattern: string) => pattern) => {
    const patterns = rows
      .filter((row) => row.where === where)
      .map((row) => [partOf(row.pattern), row.provider] as const);
    return remembered((text) =>
      ignored.some((pattern) => matches(pattern, text))
        ? undefined
        : patterns.find(([pattern]) => pattern !== '' && matches(pattern, text))?.[1],
    );
  };
  return {
    variable: known('env', fitsPattern),
    file: known('file', endsLike),
    folder: known('file', endsLike, (pattern) => pattern.slice(0, Math.max(0, pattern.lastIndexOf('/')))),
    bundle: ({ kind, name }) => {
      if (ignored.some((pattern) => fitsPattern(pattern, name))) return undefined;
      return cloudIn(name, kind === 'ConfigMap' ? name.replace(NO_CREDENTIALS, '') : name);
    },
  };
}

/** So many answers are kept: of variables there are few names, of paths there may be many. */
const MOST_KEPT = 5000;

function remembered<T>(find: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    if (known.has(text)) return known.get(text) as T;
    if (known.size >= MOST_KEPT) known.clear();
    const found = find(text);
    known.set(text, found);
    return found;
  };
}

const CLOUDS = [
  ['AWS', /\b(aws|s3)\b/],
  ['Google Cloud', /\b(gcp|gcs|gcloud|google-cloud)\b/],
  ['Azure', /\bazure\b/],
] as const;
const CREDENTIALS = /\b(access|cred|creds|credential|credentials|iam|key|keys|principal|sa|secret|secrets)\b/;
/** In the name of a ConfigMap: services that keep keys, and what is told of a key. In a Secret it may be the key to them. */
const NO_CREDENTIALS = /\b(key-?vaults?|secrets?-?managers?|key-(alias|arn|id|management|name|prefix|ring)(es|s)?)\b/g;

/** `aws-credentials`, `backup-s3-keys`: a cloud and, in what is told of it, a word for credentials. */
function cloudIn(name: string, told: string): string | undefined {
  return CREDENTIALS.test(told) ? CLOUDS.find(([, word]) => word.test(name))?.[0] : undefined;
}

/** The pattern is the end of a path, in whole segments. */
function endsLike(pattern: string, path: string): boolean {
  return fitsPattern(pattern, path) || fitsPattern(`*/${pattern}`, path);
}
