/** Which checks are wanted: by profile, by id, by area, all but some. */

import { areaOf } from '../../catalog/area.ts';
import { ITEMS } from '../../catalog/items.ts';
import type { Profile } from '../../catalog/names.ts';
import { isInProfile, whyOff } from '../../catalog/profiles.ts';
import type { CheckInstance } from '../../engine/registry/instances.ts';
import { createRegistry, type Registry } from '../../engine/registry/registry.ts';
import type { Check } from '../../plugin-api/index.ts';
import { CliError, EXIT } from '../exit.ts';
import type { Flags } from './parse.ts';
import { nearest } from './suggest.ts';

/** The built-in checks, and those that the operator makes of them. */
export async function loadRegistry(instances: readonly CheckInstance[] = []): Promise<Registry> {
  const { PLUGINS } = await import('../../../plugins/index.ts');
  return createRegistry(
    PLUGINS,
    ITEMS.map(({ id }) => id),
    instances,
  );
}

/** What is asked where no profile is named: what is not off, or a profile. */
export type Usual = 'on' | Profile;

/** Throws where an id or an area is not known. Who names a check gets it, whatever the usual profile. */
export function chooseChecks(registry: Registry, flags: Flags, usual: Usual = 'on'): readonly Check[] {
  const profile = flags.text('profile') as Profile | undefined;
  const wanted = new Set(flags.list('check').map((id) => findCheck(registry, id)));
  const unwanted = new Set(flags.list('skip-check').map((id) => findCheck(registry, id)));
  const areas = new Set(flags.list('area').map((name) => findArea(registry, name)));
  const chosen = registry.checks.filter(
    (check) =>
      (wanted.size === 0 ? isUsual(check, profile ?? (areas.size === 0 ? usual : 'on')) : wanted.has(check)) &&
      (profile === undefined || isInProfile(check, profile)) &&
      !unwanted.has(check) &&
      (areas.size === 0 || areas.has(areaOf(check.meta.id))),
  );
  if (chosen.length === 0)
    throw new CliError(EXIT.usage, 'no check is left after --profile, --check, --skip-check and --area');
  return chosen;
}

function isUsual(check: Check, usual: Usual): boolean {
  return usual === 'on' ? whyOff(check) === undefined : isInProfile(check, usual);
}

export function findCheck(registry: Registry, id: string): Check {
  const found = registry.find(id);
  if (found !== undefined) return found;
  const ids = registry.checks.map(({ meta }) => meta.id);
  // Many know the second part of an id only.
  const near = ids.find((each) => each.endsWith(`/${id}`)) ?? nearest(id, ids);
  const hint = near === undefined ? 'The command "checks" lists them all.' : `Did you mean ${near}?`;
  throw new CliError(EXIT.usage, `there is no check ${JSON.stringify(id)}`, hint);
}

function findArea(registry: Registry, name: string): string {
  const { areas } = registry;
  if (areas.includes(name)) return name;
  const near = nearest(name, areas);
  const hint = near === undefined ? `Areas: ${areas.join(', ')}.` : `Did you mean ${near}?`;
  throw new CliError(EXIT.usage, `there is no area ${JSON.stringify(name)}`, hint);
}
