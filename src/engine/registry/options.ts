/** What the engine is given: what to judge, and by what. */
import type { Inventory } from '../../inventory/index.ts';
import type { SourceType } from '../../model/ports.ts';
import type { Check, KubeObject } from '../../plugin-api/index.ts';
import type { ReadListener } from '../view/view.ts';
import type { Inputs } from './inputs.ts';
import type { SettingOverrides } from './settings.ts';
import type { TableRows } from './tables.ts';

export interface EngineOptions {
  readonly checks: readonly Check[];
  readonly inventory: Inventory;
  readonly sourceType: SourceType;
  /** Objects that may be stored, as the source would give them. Absent: they are given like that. */
  readonly asRead?: (objects: readonly KubeObject[]) => readonly KubeObject[];
  /** Names the cluster in findings about it. */
  readonly context: string;
  /** Only these namespaces and what is in them; absent: everything, cluster-scoped subjects included. */
  readonly namespaces?: readonly string[];
  /** What a person has told; read at each evaluation. */
  readonly inputs?: Inputs;
  /** What operators have set. */
  readonly settings?: SettingOverrides;
  readonly tables?: TableRows;
  readonly onRead?: ReadListener;
  /**
   * Nothing is expected to change after it was judged: what verdicts rest on is not noted, which is a large part of the
   * work. Where something changes after all, everything is judged again.
   */
  readonly isOnce?: boolean;
}
