/** What is told of one object, told once: objects that were read never change. */

/** `make`, called once for each object, and forgotten with it. */
export function remembered<From extends object, To>(make: (from: From) => To): (from: From) => To {
  const known = new WeakMap<From, To>();
  return (from) => {
    const found = known.get(from);
    if (found !== undefined || known.has(from)) return found as To;
    const made = make(from);
    known.set(from, made);
    return made;
  };
}
