/** Hands a valid form to the session. */
import type { Form } from '../../../store/nav.ts';
import type { Control } from '../../control/control.ts';

/** Resolves to what is said of it, where the kind of form alone does not say it. */
export async function save({ commands }: Control, form: Form): Promise<string | undefined> {
  const value = (id: string): string => form.fields.find((field) => field.id === id)?.value.trim() ?? '';
  if (form.kind === 'tell') {
    for (const check of form.subjects) for (const { id } of form.fields) await commands.tell(check, id, value(id));
    return undefined;
  }
  if (form.kind === 'wrong')
    return `Saved in ${await commands.reportWrong(form.subjects, value('because'))}; it is sent nowhere.`;
  const common = { by: value('by'), expires: value('expires') };
  if (form.kind === 'waive') {
    for (const decision of form.subjects) await commands.waive({ decision, reason: value('reason'), ...common });
    return undefined;
  }
  const verdict = value('verdict') === 'fail' ? 'fail' : 'pass';
  for (const check of form.subjects) await commands.attest({ check, verdict, evidence: value('evidence'), ...common });
  return undefined;
}
