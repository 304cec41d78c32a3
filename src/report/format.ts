/** What an output format is. */
import type { Output, Part, Parts } from './output.ts';

export interface FormatOptions {
  readonly hasHeader: boolean;
  /** Of the program: `v1.2.3`. */
  readonly version: string;
  /** The folder that file names are given from, in full. */
  readonly root: string;
  /** Of the policy reports. */
  readonly reportGroup: ReportGroup;
}

/** The API groups that policy reports have: the older one is installed in more clusters, the newer one follows it. */
export const REPORT_GROUPS = ['wgpolicyk8s.io', 'openreports.io'] as const;
export type ReportGroup = (typeof REPORT_GROUPS)[number];

/** Text in pieces, so that a large output need not be held as one string. */
export type Chunks = Iterable<string> | AsyncIterable<string>;

interface Definition<Name extends string, P extends Part> {
  /** As `--output` takes it. */
  readonly name: Name;
  /** A sentence. */
  readonly help: string;
  /** The part of an output that it prints: commands with that part take the format. */
  readonly part: P;
  /** Pure: the same bytes for the same part. */
  readonly print: (part: Parts[P], options: FormatOptions) => Chunks;
}

export interface Format<Name extends string = string> extends Omit<Definition<Name, Part>, 'print'> {
  readonly print: (output: Output, options: FormatOptions) => Chunks;
}

export function defineFormat<const Name extends string, P extends Part>(definition: Definition<Name, P>): Format<Name> {
  const { part, print } = definition;
  return {
    ...definition,
    print: (output, options) => {
      const make = output[part];
      if (make === undefined) throw new TypeError(`the format ${definition.name} needs the part ${part}`);
      return print(make(), options);
    },
  };
}

/** Formats for programs leave nothing out; what is for eyes or for a pipe of names shows what was selected. */
export function isWhole({ part }: Pick<Format, 'part'>): boolean {
  return part === 'document' || part === 'scan';
}
