/** What the events of an audit log come to: who used what, and how much of the time was recorded. Of bounded size. */
import type { AuditLog, AuditUser } from '../plugin-api/index.ts';
import { compareText } from '../text/words.ts';
import type { AuditEvent, EventUser } from './event.ts';
import { createHours } from './hours.ts';
import { type Asked, askedBy, impersonationBy } from './requests.ts';
import type { SplitSink } from './split.ts';
import { createStages } from './stages.ts';
import { createUserTally, type UserTally } from './user-tally.ts';

/** Different requests of all users together: about 100 MB. */
const MOST_USES = 400_000;

export interface Tally extends SplitSink {
  result(sources: readonly string[], files: number): AuditLog;
  readonly events: number;
}

export function createTally(): Tally {
  const users = new Map<string, UserTally>();
  const levels: Record<string, number> = {};
  const stages: Record<string, number> = {};
  const counts = { events: 0, requests: 0, denied: 0, undecided: 0, damaged: 0, foreign: 0 };
  const hours = createHours();
  const room = { left: MOST_USES, isFull: false };
  const tallyOf = ({ username, groups }: EventUser): UserTally => {
    const key = `${username}\u0000${groups.join('\u0000')}`;
    const known = users.get(key);
    if (known !== undefined) return known;
    const made = createUserTally(username, groups, room);
    users.set(key, made);
    return made;
  };
  /** Who it is done as is known once that was allowed, whatever becomes of the request. */
  const impersonate = (asked: Asked) => {
    for (const right of impersonationBy(asked)) tallyOf(right.user).use(right, false);
  };
  const use = (asked: Asked, isCounted: boolean) => {
    tallyOf(asked.user).use(asked, isCounted);
    impersonate(asked);
  };
  const undecided = (asked: Asked) => {
    counts.undecided += 1;
    counts.requests += 1;
    use(asked, true);
  };
  const requests = createStages(undecided);
  return {
    get events() {
      return counts.events;
    },
    damaged() {
      counts.damaged += 1;
    },
    foreign() {
      counts.foreign += 1;
    },
    event(event) {
      counts.events += 1;
      levels[event.level] = (levels[event.level] ?? 0) + 1;
      stages[event.stage] = (stages[event.stage] ?? 0) + 1;
      hours.add(event.time);
      const asked = askedBy(event);
      if (asked === undefined) return;
      const answer = answerTo(event);
      if (answer === 'waits') {
        requests.begun(event.id, asked);
        return;
      }
      const isCounted = requests.answered(event.id, event.stage);
      if (answer === 'undecided' && isCounted) undecided(asked);
      else if (answer === 'denied') {
        if (!isCounted) return;
        counts.requests += 1;
        counts.denied += 1;
        tallyOf(asked.user).deny(asked);
        impersonate(asked);
      } else {
        if (isCounted) counts.requests += 1;
        use(asked, isCounted);
      }
    },
    result(sources, files) {
      requests.end();
      return {
        sources,
        files,
        ...hours.span(),
        ...counts,
        levels: sorted(levels),
        stages: sorted(stages),
        isWhole: !room.isFull,
        users: usersOf(users),
      };
    },
  };
}

/**
 * Before it is authorized a request is recorded without the answer. Who has no name, or may not impersonate, is refused
 * before that.
 */
function answerTo({ decision, code, stage }: AuditEvent): 'allowed' | 'denied' | 'undecided' | 'waits' {
  if (decision === 'allow') return 'allowed';
  if (decision !== '' || code === 401 || code === 403) return 'denied';
  return stage === 'RequestReceived' ? 'waits' : 'undecided';
}

function usersOf(users: ReadonlyMap<string, UserTally>): readonly AuditUser[] {
  return [...users.values()]
    .map((tally) => tally.result())
    .sort(
      (left, right) =>
        compareText(left.username, right.username) || compareText(left.groups.join(), right.groups.join()),
    );
}

function sorted(counts: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(counts).sort(([left], [right]) => compareText(left, right)));
}
