/** Programs that a template names and that cannot work with fewer rights. */
import type { Container } from '../../plugin-api/index.ts';

const CHANGE_USER: ReadonlySet<string> = new Set([
  'sudo',
  'su',
  'gosu',
  'su-exec',
  'doas',
  'setpriv',
  'runuser',
  'pkexec',
]);
const NO_WORD = /[\s;&|<>(){}'"`$=,]+/;

/** Why changing the user would fail: only what the template says is looked at, never what is in the image. */
export function userChangeDoubts({ name, spec }: Container): readonly string[] {
  const words = commandsOf(spec).flatMap((text) => text.split(NO_WORD));
  const found = new Set(
    words.map((word) => word.slice(word.lastIndexOf('/') + 1)).filter((word) => CHANGE_USER.has(word)),
  );
  return found.size === 0 ? [] : [`${name} calls ${[...found].join(', ')}, which needs rights that this takes away.`];
}

/** Everything that runs in the container because the template says so. */
function commandsOf(spec: Container['spec']): readonly string[] {
  const { lifecycle, livenessProbe, readinessProbe, startupProbe } = spec;
  const hooks = [lifecycle?.postStart, lifecycle?.preStop, livenessProbe, readinessProbe, startupProbe];
  return [...(spec.command ?? []), ...(spec.args ?? []), ...hooks.flatMap((hook) => hook?.exec?.command ?? [])];
}
