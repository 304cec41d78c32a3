/** The files that checks offer for what no API call changes: to read, to edit, and to write to this machine. */
import { currentLocation, type DraftFile } from '../../store/nav.ts';
import { errorText } from '../../text/errors.ts';
import { printable } from '../../text/printable.ts';
import { type Control, harden, navigation, notify, push, start } from '../control/control.ts';
import type { FileEditing } from '../options.ts';
import { offeredFiles } from '../select/files.ts';
import { subject } from './subject.ts';

/** Keys that were pressed before the text appeared arrive within this time. */
const GUARD_MS = 300;

/** What was edited stays for as long as no other decision's files are opened. */
export function openFiles(control: Control): void {
  const entry = subject(control);
  const files = entry === undefined ? [] : offeredFiles(harden(control).snapshot, entry);
  if (entry === undefined || files.length === 0) {
    notify(control, 'info', 'There is no file to offer here.');
    return;
  }
  const { draft } = navigation(control);
  const of = entry.id;
  const kept = draft?.of === of ? { ...draft, openedAt: control.now() } : { of, files, at: 0, openedAt: control.now() };
  control.nav.setState({ draft: kept });
  push(control, { screen: 'file' });
}

export function draftFile(control: Control): DraftFile | undefined {
  const { draft } = navigation(control);
  return draft?.files[draft.at];
}

function lookAnew(control: Control): void {
  control.nav.setState(({ draft }) => (draft === undefined ? {} : { draft: { ...draft, openedAt: control.now() } }));
}

/** Every change of what would be written is looked at anew before a yes counts. */
function change(control: Control, update: Partial<DraftFile>): void {
  control.nav.setState(({ draft }) => {
    if (draft === undefined) return {};
    const files = draft.files.map((file, at) => (at === draft.at ? withoutWritten(file, update) : file));
    return { draft: { ...draft, files, openedAt: control.now() } };
  });
}

function withoutWritten({ isWritten: _, ...file }: DraftFile, update: Partial<DraftFile>): DraftFile {
  return { ...file, ...update };
}

export function otherFile(control: Control, by: 1 | -1): void {
  control.nav.setState(({ draft }) => {
    if (draft === undefined) return {};
    const at = Math.max(0, Math.min(draft.at + by, draft.files.length - 1));
    return at === draft.at ? {} : { draft: { ...draft, at, openedAt: control.now() }, scroll: 0 };
  });
}

/** The editor has the terminal; keys that were typed into it are no consent. */
export function editFile(control: Control): void {
  const file = draftFile(control);
  const { files } = control.options;
  if (file === undefined || files === undefined) return;
  control.lend(async () => {
    const edited = await files.edit(file);
    if ('problem' in edited) {
      lookAnew(control);
      notify(control, 'warning', edited.problem);
      return;
    }
    change(control, { doubt: undefined, ...edited });
    notify(control, 'info', 'Edited. This is what would be written: y writes it.');
  });
}

export function writeFile(control: Control, replace = false): void {
  const file = draftFile(control);
  const { draft } = navigation(control);
  const { files } = control.options;
  if (file === undefined || files === undefined || draft === undefined) return;
  if (!replace && control.now() - draft.openedAt < GUARD_MS) return;
  if (file.isWritten === true) notify(control, 'info', `${file.path} is written as it stands here.`);
  else write(control, files, file, replace);
}

function write(control: Control, files: FileEditing, file: DraftFile, replace: boolean): void {
  const { path, text } = file;
  start(() => files.write({ path, text, replace })).then(
    (problem) => {
      if (problem === undefined) {
        markWritten(control, file);
        notify(control, 'info', `Wrote ${path}. Nothing in the cluster was changed.`);
      } else if (problem.code === 'exists') askToReplace(control, path);
      else notify(control, 'error', `${path} was not written: ${problem.reason}.`);
    },
    (error: unknown) => notify(control, 'error', `${path} was not written: ${errorText(error)}.`),
  );
}

function markWritten(control: Control, written: DraftFile): void {
  control.nav.setState(({ draft }) => {
    if (draft === undefined) return {};
    return {
      draft: { ...draft, files: draft.files.map((file) => (file === written ? { ...file, isWritten: true } : file)) },
    };
  });
}

/** The first choice keeps the file. */
function askToReplace(control: Control, path: string): void {
  const nav = navigation(control);
  // Who has opened something else meanwhile is not asked in the middle of it.
  if (nav.overlay !== undefined || currentLocation(nav).screen !== 'file') {
    notify(control, 'warning', `${path} is there already; nothing was written.`);
    return;
  }
  const items = [
    { label: 'Keep it: nothing is written', value: 'back-here' },
    { key: 'r', label: 'Replace it', value: 'replace-file' },
  ];
  control.nav.setState({ overlay: { kind: 'menu', title: `${printable(path)} is there already`, items, index: 0 } });
}

export function askPath(control: Control): void {
  const file = draftFile(control);
  if (file !== undefined) control.nav.setState({ overlay: { kind: 'path', text: file.path } });
}

/** Where the file would be written. An empty path changes nothing. */
export function setPath(control: Control, typed: string): void {
  const path = typed.trim();
  if (path !== '') change(control, { path });
}
