/** What one user asked for. */
import type { AuditPathUse, AuditUse, AuditUser } from '../plugin-api/index.ts';
import { compareText } from '../text/words.ts';
import type { Asked, Attributes } from './requests.ts';

/** Shared by all users. */
export interface Room {
  left: number;
  isFull: boolean;
}

export interface UserTally {
  /** `isCounted`: a request of its own, and not another event of one. */
  use(asked: Asked, isCounted: boolean): void;
  deny(asked: Asked): void;
  result(): AuditUser;
}

/** More names than this are taken for all names. */
const MOST_NAMES = 100;

interface Place {
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
  readonly namespace: string;
  readonly names: Set<string>;
  readonly made: Set<string>;
  hasMoreNames: boolean;
  requests: number;
}
interface PathPlace {
  readonly verb: string;
  readonly path: string;
  requests: number;
}

export function createUserTally(username: string, groups: readonly string[], room: Room): UserTally {
  const places = new Map<string, Place>();
  const paths = new Map<string, PathPlace>();
  const seen = { requests: 0, denied: 0, first: '', last: '' };
  const note = (time: string) => {
    if (seen.first === '' || time < seen.first) seen.first = time;
    if (time > seen.last) seen.last = time;
  };
  const takesRoom = () => {
    if (room.left > 0) room.left -= 1;
    else room.isFull = true;
    return !room.isFull;
  };
  return {
    use({ time, rights }, isCounted) {
      note(time);
      if (isCounted) seen.requests += 1;
      for (const right of rights)
        if ('path' in right) addPath(paths, right, { isCounted, takesRoom });
        else addPlace(places, right, { isCounted, takesRoom });
    },
    deny({ time }) {
      note(time);
      seen.requests += 1;
      seen.denied += 1;
    },
    result: () => ({
      username,
      groups: [...groups].sort(),
      ...seen,
      uses: [...places.values()].map(useOf).sort(byPlace),
      paths: [...paths.values()].map((each) => ({ ...each })).sort(byPath),
    }),
  };
}

interface Adding {
  readonly isCounted: boolean;
  readonly takesRoom: () => boolean;
}

function addPlace(
  places: Map<string, Place>,
  right: Exclude<Attributes, { readonly path: string }>,
  { isCounted, takesRoom }: Adding,
): void {
  const { verb, group, resource, namespace, name, made } = right;
  const key = `${verb}\u0000${group}\u0000${resource}\u0000${namespace}`;
  let place = places.get(key);
  if (place === undefined) {
    if (!takesRoom()) return;
    place = { verb, group, resource, namespace, names: new Set(), made: new Set(), hasMoreNames: false, requests: 0 };
    places.set(key, place);
  }
  if (isCounted) place.requests += 1;
  keepName(place, place.names, name);
  if (made !== undefined) keepName(place, place.made, made);
}

function keepName(place: Place, names: Set<string>, name: string): void {
  if (names.has(name)) return;
  if (names.size < MOST_NAMES) names.add(name);
  else place.hasMoreNames = true;
}

function addPath(paths: Map<string, PathPlace>, { verb, path }: { verb: string; path: string }, adding: Adding): void {
  const key = `${verb} ${path}`;
  let place = paths.get(key);
  if (place === undefined) {
    if (!adding.takesRoom()) return;
    place = { verb, path, requests: 0 };
    paths.set(key, place);
  }
  if (adding.isCounted) place.requests += 1;
}

function useOf({ verb, group, resource, namespace, names, made, hasMoreNames, requests }: Place): AuditUse {
  return {
    ...{ verb, group, resource },
    ...(namespace === '' ? {} : { namespace }),
    names: [...names].sort(),
    ...(made.size === 0 ? {} : { made: [...made].sort() }),
    ...(hasMoreNames ? { hasMoreNames: true as const } : {}),
    requests,
  };
}

function byPlace(left: AuditUse, right: AuditUse): number {
  return compareText(keyOf(left), keyOf(right));
}
function keyOf({ group, resource, namespace = '', verb }: AuditUse): string {
  return [group, resource, namespace, verb].join('\u0000');
}
function byPath(left: AuditPathUse, right: AuditPathUse): number {
  return compareText(left.path, right.path) || compareText(left.verb, right.verb);
}
