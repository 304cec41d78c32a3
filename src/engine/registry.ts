/** All checks, from the plugins: validated once, found by id or alias. */
import type { Check, Plugin } from '../plugin-api/index.ts';
import { declarationProblems } from './declarations.ts';

export interface Registry {
  readonly plugins: readonly Plugin[];
  readonly checks: readonly Check[];
  /** By id or by a former id. */
  find(id: string): Check | undefined;
}

/** `items`: ids of the checklist. Throws with the plugin and field named when a plugin does not keep the contract. */
export function createRegistry(plugins: readonly Plugin[], items: readonly string[]): Registry {
  const byId = new Map<string, Check>();
  for (const plugin of plugins) {
    if (plugin.apiVersion !== 1) throw new TypeError(`plugin ${plugin.name}: apiVersion must be 1`);
    for (const check of plugin.checks) {
      const { id, item, aliases } = check.meta;
      if (!id.startsWith(`${plugin.name}/`))
        throw new TypeError(`plugin ${plugin.name}: meta.id ${id} lies outside it`);
      if (!items.includes(item)) throw new TypeError(`check ${id}: meta.item ${item} is not in the checklist`);
      const [problem] = check.mode === 'automated' ? declarationProblems(check) : [];
      if (problem !== undefined) throw new TypeError(`check ${id}: ${problem}`);
      for (const name of [id, ...(aliases ?? [])]) {
        if (byId.has(name)) throw new TypeError(`check ${id}: the id ${name} is taken`);
        byId.set(name, check);
      }
    }
  }
  const checks = plugins.flatMap((plugin) => plugin.checks);
  return { plugins, checks, find: (id) => byId.get(id) };
}
