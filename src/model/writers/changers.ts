/** Who may have a hand in what is stored, in words. Pure. */

/** Goes on a sentence. `changers` as in `StepPreview`: `Kind name`. */
export function changersText(changers: readonly string[] | undefined): string {
  if (changers === undefined) return 'the server, or a webhook or policy of the cluster';
  return changers.length === 0 ? 'the server' : `the server, or what matches: ${changers.join(', ')}`;
}
