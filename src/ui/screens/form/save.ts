/** Hands a valid form to the session. */
import type { Form } from '../../../store/nav.ts';
import type { Control } from '../../control/control.ts';

export async function save({ commands }: Control, form: Form): Promise<void> {
  const value = (id: string): string => form.fields.find((field) => field.id === id)?.value.trim() ?? '';
  if (form.kind === 'tell') {
    for (const check of form.subjects) for (const { id } of form.fields) await commands.tell(check, id, value(id));
    return;
  }
  const common = { by: value('by'), expires: value('expires') };
  if (form.kind === 'waive') {
    for (const decision of form.subjects) await commands.waive({ decision, reason: value('reason'), ...common });
    return;
  }
  const verdict = value('verdict') === 'fail' ? 'fail' : 'pass';
  for (const check of form.subjects) await commands.attest({ check, verdict, evidence: value('evidence'), ...common });
}
