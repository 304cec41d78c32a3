/** Whether two values of a fact say the same, as far as that can be told. */

/** Of anything with behaviour of its own, only the same object is the same. */
export function isSameValue(left: unknown, right: unknown): boolean {
  if (Object.is(left, right)) return true;
  if (Array.isArray(left)) return Array.isArray(right) && isSameList(left, right);
  if (left instanceof Map) return right instanceof Map && left.size === right.size && isSameList([...left], [...right]);
  if (left instanceof Set) return right instanceof Set && left.size === right.size && isSameList([...left], [...right]);
  if (!isPlain(left) || !isPlain(right)) return false;
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => Object.hasOwn(right, key) && isSameValue(left[key], right[key]))
  );
}

/** In their order: what is told first may be shown first. */
function isSameList(left: readonly unknown[], right: readonly unknown[]): boolean {
  return left.length === right.length && left.every((item, index) => isSameValue(item, right[index]));
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
