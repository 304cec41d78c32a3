/** Exporting what is in view to a file; what is there already gives way only to a yes. */
import { errorText } from '../../text/errors.ts';
import { printable } from '../../text/printable.ts';
import { type Control, harden, navigation, notify, start } from '../control/control.ts';
import type { ViewExports } from '../options.ts';
import { viewPart } from '../select/view-part.ts';

const FIRST_FORMAT = 'markdown';

const EXTENSIONS: Readonly<Record<string, string>> = {
  table: 'txt',
  wide: 'txt',
  namespaces: 'txt',
  name: 'txt',
  markdown: 'md',
  junit: 'xml',
  openmetrics: 'prom',
  policyreport: 'json',
};

/** The command with a format and a name, to be changed or accepted. */
export function proposeExport(control: Control): void {
  if (exportsOf(control) === undefined) return;
  const file = proposedFile(control, FIRST_FORMAT);
  control.nav.setState({ overlay: { kind: 'command', text: `export ${FIRST_FORMAT} ${file}` } });
}

/** `:export FORMAT [FILE]`; the rest of the line is the file. */
export function exportView(control: Control, [format, ...words]: readonly string[]): void {
  const to = exportsOf(control);
  if (to === undefined) return;
  if (format === undefined || !to.formats.includes(format)) {
    const given = format === undefined ? '' : `${format} is no format. `;
    notify(control, 'warning', `${given}:export takes one of ${to.formats.join(', ')}, then a file.`);
    return;
  }
  write(control, to, { format, file: words.join(' ') || proposedFile(control, format), replace: false });
}

function write(
  control: Control,
  to: ViewExports,
  target: { readonly format: string; readonly file: string; readonly replace: boolean },
): void {
  const { snapshot } = harden(control);
  if (snapshot === undefined) {
    notify(control, 'warning', 'Nothing read yet: there is nothing to export.');
    return;
  }
  const nav = navigation(control);
  const { title, snapshot: part } = viewPart(snapshot, nav);
  const { format, file } = target;
  start(() => to.write(part, { ...target, hasPlatform: nav.isUnfolded })).then(
    (problem) => {
      if (problem === undefined) notify(control, 'info', `Wrote ${title} as ${format} to ${file}.`);
      else if (problem.code === 'exists') askToReplace(control, format, file);
      else notify(control, 'error', `${file} was not written: ${problem.reason}.`);
    },
    (error: unknown) => notify(control, 'error', `${file} was not written: ${errorText(error)}.`),
  );
}

/** The first choice keeps the file. */
function askToReplace(control: Control, format: string, file: string): void {
  // Who has opened something else meanwhile is not asked in the middle of it.
  if (navigation(control).overlay !== undefined) {
    notify(control, 'warning', `${file} is there already; nothing was written.`);
    return;
  }
  const items = [
    { label: 'Keep it: nothing is written', value: 'back-here' },
    { key: 'r', label: 'Replace it', value: `replace:${format}:${file}` },
  ];
  control.nav.setState({ overlay: { kind: 'menu', title: `${printable(file)} is there already`, items, index: 0 } });
}

/** What the menu says after `replace:`. */
export function replaceExport(control: Control, value: string): void {
  const to = exportsOf(control);
  const at = value.indexOf(':');
  if (to !== undefined) write(control, to, { format: value.slice(0, at), file: value.slice(at + 1), replace: true });
}

function exportsOf(control: Control): ViewExports | undefined {
  const { exports } = control.options;
  if (exports === undefined) notify(control, 'info', 'Nothing can be exported here.');
  return exports;
}

/** `harden-prod-eu-1-04-default-deny-20261129.md`, in the working folder. */
function proposedFile(control: Control, format: string): string {
  const { snapshot } = harden(control);
  const part = snapshot === undefined ? '' : viewPart(snapshot, navigation(control)).name;
  const context = control.options.context.replaceAll(/[^A-Za-z0-9.-]+/g, '-').replaceAll(/^[-.]+|-+$/g, '');
  const day = new Date(control.now()).toISOString().slice(0, 10).replaceAll('-', '');
  const parts = ['harden', context.slice(0, 40), part.slice(0, 40), day];
  return `${parts.filter((each) => each !== '').join('-')}.${EXTENSIONS[format] ?? format}`;
}
