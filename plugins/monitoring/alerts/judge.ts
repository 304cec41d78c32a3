import {
  type CustomObject,
  clause,
  count,
  fails,
  inferred,
  installed,
  may,
  type Outcome,
  pass,
  plan,
  type Seen,
  tables,
  unknown,
  type View,
  type Violation,
} from 'kubectl-harden/plugin-api';

export const READS = [
  ...installed.READS,
  may('prometheusrules.monitoring.coreos.com', { keep: ['spec.groups.rules.alert', 'spec.groups.rules.expr'] }),
  may('alertmanagerconfigs.monitoring.coreos.com', { keep: ['spec.route.receiver', 'spec.receivers.name'] }),
] as const;
type Reads = View<(typeof READS)[number]>;

interface Rule {
  readonly alert: string;
  readonly expr: string;
}

/** What an alert must be about, told by its expression. */
const SUBJECTS = [
  {
    key: 'refusals',
    title: 'requests that the API server refuses',
    expr: /(apiserver_(request|audit|authorization|authentication)|authentication_attempts)[\s\S]*(40[13]|4\.\.|4xx|denied|forbid|failure|error)/i,
  },
  { key: 'load', title: 'CPU that is far above what is usual', expr: /cpu/i },
] as const;

export function judgeAlerts(view: Reads): Outcome {
  if (!view.isCluster) return unknown('Manifests do not show whether alerts are sent.');
  const seen = view.own('prometheusrules.monitoring.coreos.com');
  const configs = view.own('alertmanagerconfigs.monitoring.coreos.com');
  const rows = view.table(tables.clusterTools).filter(({ role }) => role === 'alerts');
  const tools = installed.toolsIn(view, rows);
  const unread = [...[seen, configs].filter(isUnread), ...(tools.isWhole ? [] : [tools])];
  if (unread.length > 0)
    return unknown(unread.map(({ coverage }) => `Not seen: ${clause(coverage.reason ?? 'it was not read')}.`));
  const rules = seen.value.flatMap(rulesOf);
  const missing = SUBJECTS.filter(({ expr }) => !rules.some((rule) => expr.test(rule.expr)));
  const senders = tools.found.filter(installed.isWorking);
  const violations = [
    ...missing.map(({ key, title }) => lacking(key, title, rules.length)),
    ...(senders.length > 0 ? [] : [unsent(tools.found)]),
  ];
  // Rules may be kept in files of Prometheus, and sent by a service outside.
  if (violations.length > 0)
    return rules.length > 0 && senders.length > 0 ? fails(violations, false) : inferred(violations);
  const receivers =
    configs.value.length > 0
      ? [`${count(configs.value, 'AlertmanagerConfig')} name receivers.`]
      : ['Receivers are in a Secret, which is not read.'];
  return pass([...senders.map(installed.evidenceOf), ...receivers], 'inferred');
}

function isUnread({ isWhole, coverage }: Seen<unknown>): boolean {
  return !isWhole && coverage.state !== 'absent';
}

function rulesOf(object: CustomObject): readonly Rule[] {
  const spec = object.spec as
    | { readonly groups?: readonly { readonly rules?: readonly Partial<Rule>[] }[] }
    | undefined;
  return (spec?.groups ?? []).flatMap(({ rules = [] }) =>
    rules.flatMap(({ alert, expr }) =>
      alert === undefined || expr === undefined ? [] : [{ alert, expr: String(expr) }],
    ),
  );
}

function lacking(key: string, title: string, all: number): Violation {
  return {
    message:
      all === 0 ? `No alert rule is seen about ${title}.` : `None of ${count(all, 'alert rule')} is about ${title}.`,
    key,
    proposal: plan('From which number on somebody is called is for you to say: the example has one to begin with.'),
  };
}

function unsent(found: readonly installed.Installed[]): Violation {
  return {
    message:
      found.length > 0
        ? 'What sends alerts is installed and not ready.'
        : 'Nothing is seen that sends alerts to a person.',
    key: 'sender',
    evidence: found.map(installed.evidenceOf),
    proposal: plan('Who is called, and how, is for you to say.'),
  };
}
