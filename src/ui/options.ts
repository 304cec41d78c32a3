/** What the command line decides for the walk, and what the walk leaves behind. */
import type { PlanPreview } from '../model/plan.ts';
import type { ScanSnapshot } from '../model/snapshot.ts';
import type { DraftFile } from '../store/nav.ts';
import type { KeyBinding } from './keymap.ts';
import type { Colors } from './paint/styled.ts';
import type { ThemeName } from './theme.ts';

export type Environment = 'prod' | 'stage' | 'dev';

export interface WalkOptions {
  readonly theme: ThemeName;
  /** By default sixteen. */
  readonly colors?: Colors;
  /** The ASCII column of the glyph table. */
  readonly ascii: boolean;
  /** Name of the context, or of the files, for the header and for consent. */
  readonly context: string;
  /** By default guessed from the name of the context. */
  readonly environment?: Environment;
  /** What the operator types to start the program: `kubectl harden`. */
  readonly command: string;
  /** What names the source in further commands, with a blank in front: ` --sample`. */
  readonly sourceFlags?: string;
  /** What else the session was opened with, for going on with it: ` -n shop --read-only`. */
  readonly sessionFlags?: string;
  /** Lines instead of a grid, and no alternate screen. */
  readonly screenReader?: boolean;
  /** The table of keys with those of the operator in it. */
  readonly keymap?: readonly KeyBinding[];
  /** Reports of the mouse are asked for; by default they are not. */
  readonly mouse?: boolean;
  readonly now?: () => number;
  /** The narrowest roles that would allow what was denied. */
  readonly rolesToAllow?: (coverage: ScanSnapshot['coverage']) => readonly object[];
  /** False where the terminal cannot copy. */
  readonly copy?: (text: string) => boolean;
  readonly exports?: ViewExports;
  /** Absent: files that checks offer are only shown. */
  readonly files?: FileEditing;
  /** Absent: what is read is of no kubeconfig. */
  readonly contexts?: Contexts;
  /** Shows the diff in another program, which has the terminal meanwhile; resolves to what went wrong, as a sentence. */
  readonly showOutside?: (preview: PlanPreview) => Promise<string | undefined>;
}

/** The contexts that the walk can go on in. */
export interface Contexts {
  /** The one that was left for this one. */
  readonly previous?: string;
  /** By name, as the kubeconfig is now; asks no server. */
  names(): Promise<readonly string[]>;
  /** Why there is nothing to connect to, as a sentence; asks no server. */
  problem(to: ContextChange): Promise<string | undefined>;
}

export interface ContextChange {
  readonly context: string;
  /** To the one that was left: as it was, whatever flags it was opened with. */
  readonly isBack: boolean;
}

/** How a walk ends: with an exit code, or in another context. */
export type Leaving = number | ContextChange;

/** What a walk takes over from the one before it. */
export interface Before {
  /** What was typed after `:`, oldest first. */
  readonly commands: readonly string[];
  /** What has to be said at its start, as sentences. */
  readonly messages: readonly { readonly level: 'info' | 'error'; readonly text: string }[];
}

export type WriteProblem = { readonly code: 'exists' } | { readonly code: 'failed'; readonly reason: string };

/** Files that checks offer, on this machine. */
export interface FileEditing {
  /** Has the terminal meanwhile. Never rejects. */
  edit(file: Pick<DraftFile, 'path' | 'text' | 'offered'>): Promise<Edited>;
  /** Resolves to what went wrong. Nothing that is there is replaced unless `replace` says so. */
  write(to: {
    readonly path: string;
    readonly text: string;
    readonly replace: boolean;
  }): Promise<WriteProblem | undefined>;
}

/** What was saved in the editor; or why everything stays as it was, as a sentence. */
export type Edited = Pick<DraftFile, 'text' | 'shown' | 'doubt'> | { readonly problem: string };

/** Files with what a view shows. */
export interface ViewExports {
  readonly formats: readonly string[];
  /** Resolves to what went wrong. Nothing that is there is replaced unless `replace` says so. */
  write(
    snapshot: ScanSnapshot,
    to: { readonly format: string; readonly file: string; readonly replace: boolean; readonly hasPlatform: boolean },
  ): Promise<WriteProblem | undefined>;
}

export interface WalkExit {
  /** 0, or 130 after ctrl-c. */
  readonly code: number;
  /** For the normal screen, after the alternate one is left. */
  readonly summary: readonly string[];
  /** Where the walk goes on; absent: it has ended. */
  readonly next?: ContextChange;
  /** Whether anything was run in it. */
  readonly hasRuns: boolean;
  /** What was typed after `:`, oldest first. */
  readonly commands: readonly string[];
}

const GUESSES: readonly (readonly [RegExp, Environment])[] = [
  [/prod|prd|live/i, 'prod'],
  [/stag|stg|uat|preprod|qa/i, 'stage'],
  [/dev|test|local|kind|minikube|sandbox|sample|lab/i, 'dev'],
];

/** The word in the header. A context that is neither is treated with the care of production only by its modes. */
export function environmentOf(options: WalkOptions): Environment | undefined {
  return options.environment ?? GUESSES.find(([pattern]) => pattern.test(options.context))?.[1];
}
