/** What the caller may write, asked before anything is offered: a change that is not theirs to make says so. */
import { KINDS, kindOf } from '../kube/kinds.ts';
import { refKey, refOfChange } from '../kube/refs.ts';
import type { Decision, Refusal } from '../model/decision.ts';
import type { AccessQuestion, Source } from '../model/ports.ts';
import type { Change } from '../plugin-api/index.ts';

/** A right that was missing may have been given since. */
const AGAIN_MS = 60_000;

interface Answer {
  readonly at: number;
  readonly isAllowed: boolean | undefined;
}

export class WriteRights {
  readonly #may: Source['may'];
  readonly #now: () => number;
  readonly #answers = new Map<string, Answer>();
  /** Grows with what is refused, or no longer is. */
  version = 0;

  constructor({ may }: Pick<Source, 'may'>, now: () => number) {
    this.#may = may;
    this.#now = now;
  }

  /** Asks about what is not known. Resolves with whether a decision may have another answer than before. */
  async learn(decisions: readonly Decision[], signal: AbortSignal): Promise<boolean> {
    const asked = new Map(
      decisions
        .flatMap(({ variants }) => questionsOf(variants.at(-1)?.changes ?? []))
        .map((each) => [keyOf(each), each]),
    );
    const before = this.version;
    const open = [...asked].filter(([key]) => this.#isOpen(key));
    await Promise.all(open.map(([key, question]) => this.#ask(key, question, signal)));
    return this.version !== before;
  }

  refusalOf(changes: readonly Change[]): Refusal | undefined {
    const denied = questionsOf(changes).find((question) => this.#answers.get(keyOf(question))?.isAllowed === false);
    if (denied === undefined) return undefined;
    return { reason: `Not yours to change: you may not ${inWords(denied)}.`, isDenied: true };
  }

  #isOpen(key: string): boolean {
    const answer = this.#answers.get(key);
    return answer === undefined || (answer.isAllowed === false && this.#now() - answer.at > AGAIN_MS);
  }

  async #ask(key: string, question: AccessQuestion, signal: AbortSignal): Promise<void> {
    const isAllowed = await this.#may?.(question, signal);
    const was = this.#answers.get(key)?.isAllowed;
    this.#answers.set(key, { at: this.#now(), isAllowed });
    if ((was === false) !== (isAllowed === false)) this.version++;
  }
}

const VERBS = { edit: 'patch', ensure: 'create', delete: 'delete' } as const;

function questionsOf(changes: readonly Change[]): readonly AccessQuestion[] {
  return changes.map((change) => ({ verb: VERBS[change.op], ref: refOfChange(change) }));
}

function keyOf({ verb, ref }: AccessQuestion): string {
  return `${verb} ${refKey(ref)}`;
}

/** As RBAC names it: "patch deployments.apps/web in shop". */
function inWords({ verb, ref }: AccessQuestion): string {
  const kind = kindOf(ref.apiVersion, ref.kind);
  const { plural, group } = kind === undefined ? { plural: ref.kind, group: '' } : KINDS[kind];
  const resource = group === '' ? plural : `${plural}.${group}`;
  const name = verb === 'create' ? '' : `/${ref.name}`;
  return `${verb} ${resource}${name}${ref.namespace === undefined ? '' : ` in ${ref.namespace}`}`;
}
