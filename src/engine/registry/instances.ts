/** Checks that operators make of built-in ones, under an id of their own. */
import type { AnyAutomatedCheck, Check, Severity } from '../../plugin-api/index.ts';

export interface CheckInstance {
  /** `vendor/name`; its area is what stands before the slash. */
  readonly id: string;
  /** Id of the built-in check. */
  readonly from: string;
  readonly title?: string;
  readonly severity?: Severity;
}

/** Names the member that is wrong. The message is a sentence. */
export class InstanceError extends Error {
  override readonly name = 'InstanceError';
  readonly index: number;
  readonly member: keyof CheckInstance;

  constructor(index: number, member: keyof CheckInstance, message: string) {
    super(message);
    this.index = index;
    this.member = member;
  }
}

const WORD = '[a-z0-9]+(-[a-z0-9]+)*';
const ID = new RegExp(`^${WORD}/${WORD}$`);

/** One check for each. `find` finds built-in checks, `isTaken` ids. Throws InstanceError. */
export function instantiate(
  instances: readonly CheckInstance[],
  { find, isTaken }: { find(id: string): Check | undefined; isTaken(id: string): boolean },
): readonly AnyAutomatedCheck[] {
  const own = new Set<string>();
  return instances.map(({ id, from, title, severity }, index) => {
    if (!ID.test(id))
      throw new InstanceError(index, 'id', `${JSON.stringify(id)} is no id: write it as vendor/name, in lower case.`);
    if (isTaken(id) || own.has(id)) throw new InstanceError(index, 'id', `The id ${id} is taken.`);
    own.add(id);
    const check = find(from);
    if (check === undefined) throw new InstanceError(index, 'from', `There is no check ${JSON.stringify(from)}.`);
    if (check.mode === 'manual')
      throw new InstanceError(index, 'from', `${from} is answered by a person: there is nothing to set.`);
    const { aliases: _, ...meta } = check.meta;
    return {
      ...check,
      meta: {
        ...meta,
        // The shape was tested above.
        id: id as Check['meta']['id'],
        ...(title === undefined ? {} : { title }),
        ...(severity === undefined ? {} : { severity }),
      },
    };
  });
}
