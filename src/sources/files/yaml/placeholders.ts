/**
 * Text that a program fills in before anybody applies it: Flux and envsubst (`${APP}`), Jinja (`{% if %}`), sed and make (`@NAME@`, `{PREFIX}`, `<name>`). Pure.
 */

import { isJsonObject } from '../../../kube/path.ts';
import type { Json } from '../../../plugin-api/index.ts';
import type { Way } from './way.ts';

/**
 * In a value that has not the form that it must have: elsewhere the same text may mean itself. Vars of kustomize stand in
 * files that a kustomization names, and actions of Helm are known by their braces.
 */
const IN_VALUE = /\$\{[^}]+\}|\{[A-Za-z_]\w*\}|<[A-Za-z][^<>]*>|^@.+@$|^__\w+__$|^%\w+%$/;
/** In a line that is no YAML because of it. */
const IN_LINE = /\{%|[{[,].*[:,[]\s*\$\{[A-Za-z_]|:\s*@[\w.-]+@|\{[A-Z][A-Z0-9_]*\}[^\s,}\]]|:\s*%[A-Z][A-Z0-9_]*%/;

export function breaksLine(line: string): boolean {
  return IN_LINE.test(line);
}

/** Whether the value at the end of a way is one; where the way ends early nothing is there. */
export function isPlaceholderAt(root: unknown, way: Way): boolean {
  let value = root as Json | undefined;
  for (const step of way) {
    if (typeof step === 'number') value = Array.isArray(value) ? value[step] : undefined;
    else value = isJsonObject(value) ? value[step] : undefined;
  }
  return typeof value === 'string' && IN_VALUE.test(value);
}
