/** Choosing in the menu of a decision. */
import { acknowledge, allowances } from '../../actions/allow.ts';
import { toContext } from '../../actions/context.ts';
import { addToPlan, explain, skip, waive } from '../../actions/deciding.ts';
import { replaceExport } from '../../actions/export.ts';
import { openFiles, writeFile } from '../../actions/files.ts';
import { step } from '../../actions/step.ts';
import { type Control, closeOverlay, type Handler, harden, navigation, pop } from '../../control/control.ts';
import { defineKeys } from '../../screens/define.ts';
import { openInputs } from '../../screens/form/open.ts';
import { openReview } from '../../screens/review/open.ts';
import { openDecision } from '../../select/decision.ts';

const ACTIONS: Readonly<Record<string, Handler>> = {
  add: addAcknowledged,
  tell: (control) => {
    const row = openDecision(harden(control).snapshot, navigation(control))?.row;
    const inputs = row?.members.flatMap((member) => member.inputs ?? []) ?? [];
    // What is the same for all of them is asked once.
    openInputs(control, [...new Map(inputs.map((input) => [`${input.check}.${input.name}`, input])).values()]);
  },
  waive,
  skip,
  explain,
  files: openFiles,
  'replace-file': (control) => writeFile(control, true),
  next: (control) => step(control, 1),
  back: pop,
};

export const menuKeys = defineKeys('menu', {
  on: {
    up: (control) => moveMenu(control, -1),
    down: (control) => moveMenu(control, 1),
    choose: chooseInMenu,
    back: closeOverlay,
  },
  type: chooseByLetter,
});

function moveMenu({ nav }: Control, by: 1 | -1): void {
  nav.setState(({ overlay }) => {
    if (overlay?.kind !== 'menu') return {};
    const index = Math.max(0, Math.min(overlay.index + by, overlay.items.length - 1));
    return { overlay: { ...overlay, index } };
  });
}

function chooseByLetter(control: Control, letter: string): void {
  const { overlay } = navigation(control);
  if (overlay?.kind !== 'menu') return;
  const index = overlay.items.findIndex(({ key }) => key === letter);
  if (index < 0) return;
  control.nav.setState({ overlay: { ...overlay, index } });
  chooseInMenu(control);
}

function chooseInMenu(control: Control): void {
  const { overlay } = navigation(control);
  closeOverlay(control);
  if (overlay?.kind !== 'menu') return;
  const value = overlay.items[overlay.index]?.value ?? 'back';
  if (value.startsWith('variant:')) {
    showVariant(control, Number(value.slice('variant:'.length)));
    return;
  }
  if (value.startsWith('replace:')) {
    replaceExport(control, value.slice('replace:'.length));
    return;
  }
  if (value.startsWith('context:')) {
    toContext(control, { context: value.slice('context:'.length), isBack: false });
    return;
  }
  ACTIONS[value]?.(control);
}

function addAcknowledged(control: Control): void {
  const open = openDecision(harden(control).snapshot, navigation(control));
  if (open !== undefined)
    acknowledge(
      control,
      open.row.members.map(({ id }) => id),
    );
  addToPlan(control);
}

/** All members of the row in the same variant. */
function showVariant(control: Control, variant: number): void {
  const open = openDecision(harden(control).snapshot, navigation(control));
  if (open === undefined) return;
  const ids = open.row.members.map(({ id }) => id);
  acknowledge(control, ids);
  openReview(control, ids, open.row.title, {
    variants: Object.fromEntries(ids.map((id) => [id, variant])),
    ...allowances(control, ids),
  });
}
