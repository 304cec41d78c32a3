/** Where the operator is: the stack of screens, cursors by id, what was typed. Nothing here comes from the cluster's objects. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Decision, DecisionRow } from '../model/decision.ts';
import type { Detail } from '../model/detail.ts';
import type { Change, Reading } from '../model/kept/since.ts';
import type { PlanPreview, RunResult, RunSummary } from '../model/plan.ts';
import type { ScanSnapshot } from '../model/snapshot.ts';
import type { Cursor } from './cursor.ts';

export type ScreenLocation =
  | { readonly screen: 'connect' }
  | { readonly screen: 'checklist' }
  | { readonly screen: 'namespaces' }
  | { readonly screen: 'plan' }
  | { readonly screen: 'journal' }
  | { readonly screen: 'decision'; readonly item: string; readonly row: string }
  | { readonly screen: 'review' }
  | { readonly screen: 'apply' }
  | { readonly screen: 'result' }
  | { readonly screen: 'file' }
  | { readonly screen: 'form' }
  | { readonly screen: 'page'; readonly page: Page };
export type Page =
  | { readonly kind: 'messages' }
  | { readonly kind: 'coverage' }
  /** What people have accepted and answered, and until when. */
  | { readonly kind: 'waivers' }
  /** The whole object of a decision. */
  | { readonly kind: 'object'; readonly ref: Decision['subject'] }
  /** Everything that a change does. */
  | { readonly kind: 'answers' }
  | { readonly kind: 'explain'; readonly checks: readonly string[]; readonly title: string };

/** What a preview would do and how far the consent to it is. */
export interface Review {
  readonly kind: 'apply' | 'undo';
  readonly title: string;
  readonly state: 'asking' | 'ready' | 'failed';
  readonly preview?: PlanPreview;
  readonly error?: string;
  /** Keys pressed before this moment and shortly after do not count as consent. */
  readonly openedAt: number;
  readonly step: number;
  readonly scroll: number;
  /** By change: how many rows of its diff, from the first, have been in sight. */
  readonly seen: Readonly<Record<number, number>>;
  readonly typed: string;
  readonly button: 'cancel' | 'apply';
}

/** A run that was consented to, from its start. */
export interface Run {
  readonly kind: 'apply' | 'undo';
  readonly title: string;
  readonly preview: PlanPreview;
  readonly startedAt: number;
  readonly before: RunCounts;
  readonly stopping: boolean;
  readonly endedAt?: number;
  readonly result?: RunResult;
  /** Decisions of which it left no finding open. */
  readonly settled?: number;
  readonly error?: string;
}
export interface RunCounts {
  readonly findings: number;
  readonly decisions: number;
}

/** What the journal said when it was asked last. */
export interface Journal {
  readonly state: 'asking' | 'ready';
  readonly runs: readonly RunSummary[];
  /** Sentences on runs whose journal is too damaged to list them. */
  readonly lost: readonly string[];
  readonly error?: string;
  /** Runs of which the changes are shown. */
  readonly open: readonly string[];
}

/** A file that a check offers, on its way to the disk of this machine. */
export interface DraftFile {
  readonly title: string;
  /** Where it would be written. */
  readonly path: string;
  readonly offered: string;
  /** What would be written. */
  readonly text: string;
  /** The same with credentials masked: what a screen may show. */
  readonly shown: string;
  /** Why what was edited is not what it should be, as the end of a sentence. */
  readonly doubt?: string | undefined;
  /** As it stands here it is on the disk. */
  readonly isWritten?: true;
}
/** The files that are offered for one decision or question. */
export interface Draft {
  /** Id of its row. */
  readonly of: string;
  readonly files: readonly DraftFile[];
  readonly at: number;
  /** Keys pressed before this moment and shortly after do not count as consent. */
  readonly openedAt: number;
}

export interface MenuItem {
  /** The letter that chooses it at once. */
  readonly key?: string;
  readonly label: string;
  readonly value: string;
}
export interface Menu {
  readonly kind: 'menu';
  readonly title: string;
  readonly items: readonly MenuItem[];
  readonly index: number;
}
export interface Help {
  readonly kind: 'help';
  readonly search: string;
  readonly scroll: number;
}
/** One line of input at the foot of the screen. */
export interface Prompt {
  readonly kind: 'command' | 'filter' | 'context' | 'path';
  readonly text: string;
  /** Which of the earlier commands is shown, from the last: 0 is what is being typed. */
  readonly recalled?: number;
  /** Why what was typed before did not do. */
  readonly wrong?: string;
  /** The filter as it was, given back by esc. */
  readonly earlier?: string;
}
export type Overlay = Menu | Help | Prompt;

export interface FormField {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  /** With choices the value is one of them, changed with the arrow keys. */
  readonly choices?: readonly string[];
}
export interface Form {
  readonly kind: 'attest' | 'waive' | 'tell' | 'wrong';
  /** The check that is answered or told something, or the decisions that are waived or wrong. */
  readonly subjects: readonly string[];
  readonly title: string;
  readonly intro: readonly string[];
  readonly fields: readonly FormField[];
  readonly focus: number;
  readonly error?: string;
}

export interface Flash {
  readonly level: 'info' | 'warning' | 'error';
  readonly text: string;
  readonly at: number;
}

/** Namespaces that the checklist is narrowed to. */
export interface Within {
  /** As their row is called. */
  readonly title: string;
  /** None: what belongs to no namespace. */
  readonly names: readonly string[];
}

/** What tells a row from how it was: at the end of the last walk, or at the start of this one (`partly`: some is fixed). */
export type RowMark = Change | 'partly';

/** A row that was there in this walk and is not open any more: it stays where it stood. */
export interface ResolvedRow {
  readonly item: string;
  readonly row: DecisionRow;
  readonly became: 'fixed' | 'gone';
}

export type NamespaceSort = 'worst' | 'decisions' | 'name';

export interface NavState {
  readonly stack: readonly ScreenLocation[];
  readonly pane: 'items' | 'entries';
  readonly overlay?: Overlay;
  /** By list: the entry with the cursor, and where it stood. */
  readonly cursors: Readonly<Record<string, Cursor>>;
  /** By list: the order in which its entries were first shown. */
  readonly orders: Readonly<Record<string, readonly string[]>>;
  readonly filters: Readonly<Record<string, string>>;
  readonly scroll: number;
  /** Ids of decisions. */
  readonly plan: readonly string[];
  /** Those of the plan that are left out of the next diff. */
  readonly planOff: readonly string[];
  /** Ids of entries that the next action is about, in one item. */
  readonly marked: readonly string[];
  /** Ids of decisions that are taken although something stands against them. */
  readonly acknowledged: readonly string[];
  readonly skipped: readonly string[];
  readonly review?: Review;
  readonly draft?: Draft;
  /** What was answered last, of the decision with this id. */
  readonly detail?: { readonly of: string; readonly value: Detail | undefined };
  readonly run?: Run;
  readonly journal?: Journal;
  /** What was typed after `:`, oldest first. */
  readonly commands: readonly string[];
  /** Contexts of the kubeconfig, as they were when a command was typed last. */
  readonly contexts?: readonly string[];
  /** Ended runs of this session, oldest first. */
  readonly runs: readonly Run[];
  readonly form?: Form;
  readonly flash?: Flash;
  /** Absent: the checklist is of everything. */
  readonly within?: Within;
  readonly namespaceSort: NamespaceSort;
  /** What belongs to the platform is shown as well. */
  readonly isUnfolded: boolean;
  /** The picture that is held still while the session goes on reading. */
  readonly frozen?: ScanSnapshot;
  /** Findings and decisions when the walk began. */
  readonly firstCounts?: RunCounts;
  /** The decisions of the first whole reading since then. */
  readonly first?: readonly Decision[];
  /** Where the walk was left last time. */
  readonly remembered?: { readonly item?: string; readonly decision?: string; readonly within?: Within };
  /** What was known at the end of the last walk, where that can be compared. */
  readonly earlier?: Reading;
  /** By the id of an entry; what is as it was is left out. */
  readonly rowMarks: Readonly<Record<string, RowMark>>;
  /** Only what has a mark is listed. */
  readonly isOnlyNew: boolean;
  /** By item: every row that was shown since the walk began, or since the lists were sorted. */
  readonly seenRows: Readonly<Record<string, readonly DecisionRow[]>>;
  readonly resolved: readonly ResolvedRow[];
  /** By the id of a row that comes and goes: when it counts as settled again, by `now`. */
  readonly unsettled: Readonly<Record<string, number>>;
}

export type NavStore = StoreApi<NavState>;

export function createNavStore(): NavStore {
  return createStore<NavState>(() => ({
    stack: [{ screen: 'connect' }],
    pane: 'items',
    cursors: {},
    orders: {},
    filters: {},
    scroll: 0,
    plan: [],
    planOff: [],
    marked: [],
    acknowledged: [],
    skipped: [],
    namespaceSort: 'worst',
    isUnfolded: false,
    rowMarks: {},
    isOnlyNew: false,
    seenRows: {},
    resolved: [],
    unsettled: {},
    commands: [],
    runs: [],
  }));
}

export function currentLocation(nav: NavState): ScreenLocation {
  return nav.stack.at(-1) ?? { screen: 'connect' };
}
