/** What operators have set, in one line: whoever compares two scans has to see it. */
import type { ScanSnapshot } from '../model/snapshot.ts';
import { count, settingText } from '../text/words.ts';

/** `undefined` where everything is as it comes. */
export function setLine({ checks }: Pick<ScanSnapshot, 'checks'>): string | undefined {
  const settings = checks.flatMap(({ check, settings = {} }) =>
    Object.entries(settings).map(([name, value]) => `${check.meta.id}.${name} = ${settingText(value)}`),
  );
  // A table that several checks use was added to once.
  const tables = new Map(checks.flatMap(({ tables = {} }) => Object.entries(tables)));
  const rows = [...tables].map(([id, added]) => `${id} + ${count(added.length, 'row', 'rows')}`);
  const all = [...settings.toSorted(), ...rows.toSorted()];
  return all.length === 0 ? undefined : `Set by you: ${all.join('; ')}.`;
}
