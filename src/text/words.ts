/** Counts, lists and the order of texts. */

/** `1 workload`, `1,204 workloads`, `2 policies`. */
export function count(items: number | readonly unknown[], one: string, many = `${one}s`): string {
  const number = typeof items === 'number' ? items : items.length;
  return `${grouped(number)} ${number === 1 ? one : many}`;
}

/** With commas between thousands: `1,204`. */
export function grouped(amount: number): string {
  return String(amount).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** By code units: the same order on every machine, whatever its language. */
export function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** `Deployment ci/runner, CronJob ci/nightly and 3 more`. */
export function nameSome(names: readonly string[], limit = 3): string {
  const shown = names.slice(0, limit).join(', ');
  return names.length > limit ? `${shown} and ${names.length - limit} more` : shown;
}

/** A name or value in a sentence: in quotes where nothing of it would be seen, or where it would look like several. */
export function shown(value: string): string {
  return /^[^\s,](?:[^,]*[^\s,])?$/.test(value) ? value : JSON.stringify(value);
}

/** `get, list`; `"", SYS_ADMIN`. */
export function listed(values: readonly string[]): string {
  return values.map(shown).join(', ');
}

/** Without a full stop, to stand inside a sentence. */
export function clause(sentence: string): string {
  return sentence.replace(/\.$/, '');
}

/** With a capital letter, to begin a sentence. */
export function capitalized(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A value that can be set, as it is written for `--set`. */
export function settingText(value: string | number | boolean | readonly string[]): string {
  const text = typeof value === 'object' ? value.join(', ') : String(value);
  return text === '' ? 'nothing' : text;
}
