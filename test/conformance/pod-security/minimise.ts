/** Makes a counterexample readable: takes away member after member while it still shows the difference. */
type Value = unknown;
type Step = string | number;

export async function minimise<T>(value: T, stillShows: (smaller: T) => Promise<boolean>): Promise<T> {
  let current = value;
  for (let isSmaller = true; isSmaller; ) {
    isSmaller = false;
    for (const path of placesOf(current)) {
      const smaller = without(current, path) as T;
      if (!(await stillShows(smaller))) continue;
      current = smaller;
      isSmaller = true;
      break;
    }
  }
  return current;
}

/** Outer places first: what goes at once need not go piece by piece. */
function placesOf(value: Value): readonly (readonly Step[])[] {
  if (typeof value !== 'object' || value === null) return [];
  const keys: readonly Step[] = Array.isArray(value) ? value.map((_, index) => index) : Object.keys(value);
  const own = keys.map((key) => [key]);
  const deeper = keys.flatMap((key) =>
    placesOf((value as Record<Step, Value>)[key]).map((path) => [key, ...path] as readonly Step[]),
  );
  return [...own, ...deeper];
}

function without(value: Value, [step, ...rest]: readonly Step[]): Value {
  if (step === undefined) return value;
  if (Array.isArray(value))
    return rest.length === 0
      ? value.filter((_, index) => index !== step)
      : value.map((item, index) => (index === step ? without(item, rest) : item));
  const copy = { ...(value as Record<Step, Value>) };
  if (rest.length === 0) delete copy[step];
  else copy[step] = without(copy[step], rest);
  return copy;
}
