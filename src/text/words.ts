/** Counts and lists in sentences. */

/** `1 workload`, `2 workloads`. */
export function count(items: number | readonly unknown[], noun: string): string {
  const number = typeof items === 'number' ? items : items.length;
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** `Deployment ci/runner, CronJob ci/nightly and 3 more`. */
export function nameSome(names: readonly string[], limit = 3): string {
  const shown = names.slice(0, limit).join(', ');
  return names.length > limit ? `${shown} and ${names.length - limit} more` : shown;
}

/** Without a full stop, to stand inside a sentence. */
export function clause(sentence: string): string {
  return sentence.replace(/\.$/, '');
}

/** A value that can be set, as it is written for `--set`. */
export function settingText(value: string | number | boolean | readonly string[]): string {
  const text = typeof value === 'object' ? value.join(', ') : String(value);
  return text === '' ? 'nothing' : text;
}
