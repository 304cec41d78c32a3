/** Equal parts of two JSON values held once. */

/** `value`, made of the parts of `model` wherever they are equal; `model` itself when all of it is. */
export function shareWith(model: unknown, value: unknown): unknown {
  if (model === value) return model;
  if (typeof model !== 'object' || typeof value !== 'object' || model === null || value === null) return value;
  if (Array.isArray(model) || Array.isArray(value)) {
    return Array.isArray(model) && Array.isArray(value) ? shareList(model, value) : value;
  }
  return shareRecord(model as Readonly<Record<string, unknown>>, value as Readonly<Record<string, unknown>>);
}

function shareList(model: readonly unknown[], value: readonly unknown[]): readonly unknown[] {
  let isEqual = model.length === value.length;
  let copy: unknown[] | undefined;
  for (let index = 0; index < value.length; index++) {
    const own = value[index];
    const shared = index < model.length ? shareWith(model[index], own) : own;
    if (shared !== own) {
      copy ??= value.slice();
      copy[index] = shared;
    }
    isEqual &&= shared === model[index];
  }
  return isEqual ? model : (copy ?? value);
}

function shareRecord(
  model: Readonly<Record<string, unknown>>,
  value: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const keys = Object.keys(value);
  let isEqual = keys.length === Object.keys(model).length;
  let copy: Record<string, unknown> | undefined;
  for (const key of keys) {
    if (!Object.hasOwn(model, key) || key === '__proto__') {
      isEqual = false;
      continue;
    }
    const shared = shareWith(model[key], value[key]);
    if (shared !== value[key]) {
      copy ??= { ...value };
      copy[key] = shared;
    }
    isEqual &&= shared === model[key];
  }
  return isEqual ? model : (copy ?? value);
}
