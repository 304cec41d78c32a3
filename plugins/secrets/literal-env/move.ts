/** The variable that takes its value from a Secret. The value itself is never moved by the program: it does not know it. */
import { type may, type Proposal, plan, podTemplate, type View, type Workload } from 'kubectl-harden/plugin-api';
import type { Found } from './found.ts';

type Reads = View<ReturnType<typeof may<'Secret'>>>;

const IN_HISTORY =
  'The old value stays readable in Git, in old ReplicaSets and in backups: make a new one and revoke it.';

/** `undefined` where nothing here may change the template. */
export function moveToSecret(
  workload: Workload,
  found: Found,
  view: Reads,
  secret: string | undefined,
): Proposal | undefined {
  const { container, variable } = found;
  if (variable === undefined)
    return plan('Which variable of which Secret takes the place of an argument is for its owner to say.', {
      caveats: [IN_HISTORY],
    });
  const needs = ['secretName'];
  if (secret === undefined)
    return plan('It takes a Secret that holds the value: only a person can put it there.', {
      needs,
      caveats: [IN_HISTORY],
    });
  const seen = view.get('Secret', secret);
  if (seen.isWhole && seen.value?.keys.includes(variable) !== true)
    return plan(`Secret ${secret} has no key ${variable}: containers would not start.`, { needs });
  const path = [...container.path, 'env', { key: 'name', is: variable }];
  const proposal = podTemplate.patchTemplate(workload, {
    readiness: 'review',
    reason: `Nobody can see here whether Secret ${secret} holds the same value under ${variable}.`,
    edits: [
      { op: 'unset', path: [...path, 'value'] },
      { op: 'set', path: [...path, 'valueFrom'], value: { secretKeyRef: { name: secret, key: variable } } },
    ],
    caveats: [IN_HISTORY, `Without the key ${variable} in Secret ${secret} new pods do not start.`],
  });
  return proposal && { ...proposal, needs: [] };
}
