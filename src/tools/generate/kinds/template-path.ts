/** Where the pod template is in objects of a model. */
import type { ModelShape } from './models.ts';

const TEMPLATE = 'V1PodTemplateSpec';

/** The one place outside of lists, or nothing. */
export function templatePath(
  name: string,
  models: ReadonlyMap<string, ModelShape>,
  above: readonly string[] = [],
): readonly string[] | undefined {
  if (name === TEMPLATE) return [];
  if (above.includes(name)) return undefined;
  for (const [member, type] of Object.entries(models.get(name)?.members ?? {})) {
    const inner = templatePath(type, models, [...above, name]);
    if (inner !== undefined) return [member, ...inner];
  }
  return undefined;
}
