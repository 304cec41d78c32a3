/** Static credentials by flag; passwords are a line of their own, also where the release rules them out. */
import { controlPlane, type Outcome, type View } from 'kubectl-harden/plugin-api';
import { RULES } from './rules.ts';

/** Basic authentication was taken out of the API server. */
const WITHOUT_PASSWORDS = 19;

export function judge(view: View<controlPlane.FlagReads>, context: string): Outcome {
  const outcome = controlPlane.judgeRules(view, context, {
    rules: RULES,
    setting: 'authentication',
    proposal: controlPlane.FLAGS_BY_FILE,
  });
  const version = view.evidence('ServerVersion').value;
  if (version === undefined || version.minor < WITHOUT_PASSWORDS || !('evidence' in outcome)) return outcome;
  const text = `Basic authentication: impossible from Kubernetes 1.${WITHOUT_PASSWORDS} on, and this is ${version.gitVersion}.`;
  return { ...outcome, evidence: [...outcome.evidence, { text, source: 'GET /version' }] };
}
