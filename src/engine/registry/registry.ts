/** All checks, from the plugins and from operators: validated once, found by id or alias. */
import type { Check, Plugin } from '../../plugin-api/index.ts';
import { declarationProblems } from './declarations.ts';
import { inputsOf } from './inputs.ts';
import { type CheckInstance, instantiate } from './instances.ts';
import { settingsOf } from './settings.ts';

export interface Registry {
  readonly plugins: readonly Plugin[];
  /** The built-in ones, then those of the operator. */
  readonly checks: readonly Check[];
  /** Names of the areas, each once. */
  readonly areas: readonly string[];
  /** By id or by a former id. */
  find(id: string): Check | undefined;
  /** Of a check of the operator: the id of the built-in one that it is made of. */
  originOf(check: Check): string | undefined;
}

/**
 * `items`: ids of the checklist. Throws with the plugin and field named when a plugin does not keep the contract, and
 * InstanceError for a check of the operator that cannot be.
 */
export function createRegistry(
  plugins: readonly Plugin[],
  items: readonly string[],
  instances: readonly CheckInstance[] = [],
): Registry {
  const byId = new Map<string, Check>();
  for (const plugin of plugins) {
    if (plugin.apiVersion !== 1) throw new TypeError(`plugin ${plugin.name}: apiVersion must be 1`);
    for (const check of plugin.checks) {
      expectContract(check, plugin, items);
      for (const name of [check.meta.id, ...(check.meta.aliases ?? [])]) {
        if (byId.has(name)) throw new TypeError(`check ${check.meta.id}: the id ${name} is taken`);
        byId.set(name, check);
      }
    }
  }
  const own = instantiate(instances, { find: (id) => byId.get(id), isTaken: (id) => byId.has(id) });
  const checks = [...plugins.flatMap((plugin) => plugin.checks), ...own];
  for (const check of own) byId.set(check.meta.id, check);
  const origins = new Map(own.map((check, index) => [check as Check, byId.get(instances[index]?.from ?? '')?.meta.id]));
  return {
    plugins,
    checks,
    areas: areasOf(plugins, own),
    find: (id) => byId.get(id),
    originOf: (check) => origins.get(check),
  };
}

function areasOf(plugins: readonly Plugin[], own: readonly Check[]): readonly string[] {
  const prefixes = own.map(({ meta: { id } }) => id.slice(0, id.indexOf('/')));
  return [...new Set([...plugins.map(({ name }) => name), ...prefixes])];
}

function expectContract(check: Check, plugin: Plugin, items: readonly string[]): void {
  const { id, item } = check.meta;
  if (!id.startsWith(`${plugin.name}/`)) throw new TypeError(`plugin ${plugin.name}: meta.id ${id} lies outside it`);
  if (!items.includes(item)) throw new TypeError(`check ${id}: meta.item ${item} is not in the checklist`);
  // Both are written as --set ID.NAME=VALUE.
  const settings = settingsOf(check);
  const both = Object.keys(inputsOf(check)).find((name) => Object.hasOwn(settings, name));
  if (both !== undefined) throw new TypeError(`check ${id}: ${both} is a setting and an input`);
  const [problem] = check.mode === 'automated' ? declarationProblems(check) : [];
  if (problem !== undefined) throw new TypeError(`check ${id}: ${problem}`);
}
