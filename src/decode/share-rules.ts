/** Rules of roles that are equal held once: operators and teams give the same rights in namespace after namespace. */

/** Rules and lists of them; what comes beyond is held apart. */
const MOST_HELD = 20_000;

/** Gives equal rules as one object, and equal lists of them as one list: whatever is told of one is then told once. */
export function sharedRules(): (rules: unknown) => unknown {
  const known = new Map<string, unknown>();
  const held = (value: unknown) => {
    const text = JSON.stringify(value);
    const found = known.get(text);
    if (found !== undefined) return found;
    if (known.size < MOST_HELD) known.set(text, value);
    return value;
  };
  return (rules) => (Array.isArray(rules) ? held(rules.map(held)) : rules);
}
