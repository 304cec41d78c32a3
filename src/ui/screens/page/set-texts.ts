/** What of a check can be set, and what counts now: sentences. */
import type { CheckSummary } from '../../../model/snapshot.ts';
import { settingText } from '../../../text/words.ts';

export function setTexts({ check, settings: set = {}, tables: added = {} }: CheckSummary): readonly string[] {
  if (check.mode === 'manual') return [];
  const settings = Object.entries(check.settings ?? {}).map(([name, setting]) => {
    const value = set[name];
    const now = value === undefined ? '' : ` Set by you: ${settingText(value)}.`;
    return `--set ${check.meta.id}.${name}: ${setting.describe} Default: ${settingText(setting.default)}.${now}`;
  });
  const tables = (check.tables ?? []).map(({ id, asOf, describe }) => {
    const rows = added[id]?.length ?? 0;
    return `Knows as of ${asOf}: ${id}. ${describe}${rows === 0 ? '' : ` Rows added by you: ${rows}.`}`;
  });
  return [...settings, ...tables];
}
