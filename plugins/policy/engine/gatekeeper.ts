/** Whether Gatekeeper refuses pods: it answers the webhook, and a constraint of it denies. */
import {
  admission,
  clause,
  count,
  type Evidence,
  type GatekeeperConstraint,
  installed,
  type KindMap,
  may,
  nameSome,
  objectName,
  refOf,
  type View,
} from 'kubectl-harden/plugin-api';

export const GATEKEEPER_READS = [may('GatekeeperConstraints'), may('ValidatingWebhookConfiguration')] as const;
type Reads = View<(typeof GATEKEEPER_READS)[number]>;

/** `enforced`: what refuses; `doubts`: what cannot be told; `lacks`: why nothing is refused. Sentences all. */
export type Standing =
  | { readonly enforced: readonly Evidence[] }
  | { readonly doubts: readonly string[] }
  | { readonly lacks: string };

/** `undefined`: no pod of it that answers the webhook is ready. */
export function gatekeeperStanding(view: Reads, working: readonly installed.Installed[]): Standing | undefined {
  const server = working.find((each) => each.tool.name === 'Gatekeeper' && answersWebhook(each));
  if (server === undefined) return undefined;
  const home = server.object.metadata.namespace ?? '';
  const { value: constraints, coverage } = view.evidence('GatekeeperConstraints');
  if (constraints === undefined && coverage.state !== 'absent')
    return { doubts: [`Constraints of Gatekeeper: ${clause(coverage.reason ?? 'they were not read')}.`] };
  const byStanding = Map.groupBy(constraints ?? [], (each) => admission.constraintStanding(each, home));
  const of = (standing: admission.ConstraintStanding) => (byStanding.get(standing) ?? []).map(admission.constraintName);
  const denying = of('denies');
  const some = of('some');
  if (denying.length + some.length === 0) return { lacks: lacking(constraints ?? [], of('waits')) };
  const hook = hookOf(view, home);
  if (hook === 'none') return { lacks: NO_HOOK };
  if (typeof hook !== 'object') return { doubts: [HOOK_DOUBTS[hook]] };
  if (denying.length === 0)
    return {
      doubts: [`What these deny is narrowed by their \`match\`, which is not weighed here: ${nameSome(some)}.`],
    };
  return {
    enforced: [
      installed.evidenceOf(server),
      hook,
      { text: `Denied everywhere by ${nameSome(denying)}, of ${count(constraints ?? [], 'constraint')}.` },
    ],
  };
}

const NO_HOOK = 'No webhook asks Gatekeeper about pods or what makes them.';
const HOOK_DOUBTS = {
  some: 'What the webhook asks Gatekeeper about is narrowed by its selectors or conditions, which are not weighed here.',
  unseen: 'Whether a webhook asks Gatekeeper about pods was not seen.',
} as const;

/** Where no operation is named it does all of them. */
function answersWebhook({ object }: installed.Installed): boolean {
  const words = installed.wordsOf(object);
  const operations = words.flatMap((word, index) => {
    const match = /^--?operation(?:=(.*))?$/.exec(word);
    return match === null ? [] : [match[1] ?? words[index + 1] ?? ''];
  });
  return operations.length === 0 || operations.includes('webhook');
}

function hookOf(view: Reads, home: string): Evidence | 'none' | 'some' | 'unseen' {
  const seen = view.own('ValidatingWebhookConfiguration');
  const sights = seen.value.map((object) => ({ object, sight: sightOf(object, home) }));
  const asking = sights.find(({ sight }) => sight === 'all');
  if (asking === undefined) {
    if (sights.some(({ sight }) => sight === 'some')) return 'some';
    return seen.isWhole ? 'none' : 'unseen';
  }
  const source = refOf(asking.object);
  return { text: `${objectName(source)} asks Gatekeeper about pods or what makes them.`, source };
}

function sightOf({ webhooks = [] }: KindMap['ValidatingWebhookConfiguration'], home: string): admission.Sight {
  const own = webhooks.filter(({ clientConfig }) => clientConfig.service?.namespace === home);
  return admission.widest(own.map((webhook) => admission.webhookSight(webhook, home)));
}

function lacking(constraints: readonly GatekeeperConstraint[], waiting: readonly string[]): string {
  if (constraints.length === 0) return 'Gatekeeper is ready and has no constraint.';
  if (waiting.length > 0)
    return `No pod of Gatekeeper that answers its webhook has taken what denies: ${nameSome(waiting)}.`;
  return `None of ${count(constraints, 'constraint')} of Gatekeeper denies pods: ${nameSome(constraints.map(admission.constraintName))}.`;
}
