/** What a page has to copy: the rule on the page of coverage, the object on its own. */
import { currentLocation } from '../../../store/nav.ts';
import { copy } from '../../actions/copy.ts';
import { type Control, notify } from '../../control/control.ts';
import { yamlLines } from '../../text/yaml-lines.ts';
import type { WalkView } from '../../types.ts';
import { rolesYaml } from './coverage.ts';

export function hasCopy(view: WalkView): boolean {
  return copyText(view) !== '';
}

export function copyPage(control: Control): void {
  const text = copyText(control.view());
  if (text === '') {
    notify(control, 'info', 'Nothing to copy here.');
    return;
  }
  copy(control, text);
}

function copyText(view: WalkView): string {
  const location = currentLocation(view.nav);
  if (location.screen !== 'page') return '';
  const { page } = location;
  if (page.kind === 'coverage') return whole(rolesYaml(view));
  const object = page.kind === 'object' ? view.objectOf(page.ref) : undefined;
  return object === undefined ? '' : whole(yamlLines(object).map(({ text }) => text));
}

function whole(lines: readonly string[]): string {
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}
