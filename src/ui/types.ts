/** What screens are made from, and the few names of the model that they use often. */
import type { Decision, DecisionInput, DecisionRow, WaivedDecision } from '../model/decision.ts';
import type { Finding } from '../model/finding.ts';
import type { OutlineStep, StepPreview } from '../model/plan.ts';
import type { NavState } from '../store/nav.ts';
import type { HardenState } from '../store/state.ts';
import type { WalkOptions } from './options.ts';
import type { Line } from './text/line.ts';

export type Severity = Finding['severity'];
export type Readiness = Decision['readiness'];
export type Disruption = Decision['disruption'];
export type ObjectRef = Decision['subject'];
export type KubeObject = NonNullable<StepPreview['before']>;
export type { Decision, DecisionInput, DecisionRow, WaivedDecision };

/** Everything a screen may look at. */
export interface WalkView {
  readonly harden: HardenState;
  readonly nav: NavState;
  readonly options: WalkOptions;
  readonly now: number;
  readonly columns: number;
  readonly rows: number;
  /** First visible row of a list; remembers where the window stood. */
  readonly windowOf: (list: string, cursor: number, visible: number, total: number) => number;
  /** The changes of these decisions, in the order of writing. */
  readonly outlineOf: (decisions: readonly string[]) => readonly OutlineStep[];
  /** The object as the session read it. */
  readonly objectOf: (ref: ObjectRef) => KubeObject | undefined;
}

/** The stores behind a view: what is shown, and where the operator is. */
export type WalkState = Pick<WalkView, 'harden' | 'nav'>;

/** How far the text of a screen can be scrolled from where it stands at first. */
export interface ScrollRange {
  readonly min: number;
  readonly max: number;
}

/** What a screen shows inside the frame. */
export interface ScreenContent {
  readonly crumbs: readonly string[];
  readonly right: Line;
  readonly body: readonly Line[];
  /** In the message line when nothing happened lately. */
  readonly hint: string;
}
