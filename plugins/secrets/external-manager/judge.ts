/** Is a manager of secrets there, does it work, and does somebody use it? */
import {
  type CustomObject,
  clause,
  count,
  type Evidence,
  fails,
  installed,
  nameSome,
  type Outcome,
  objectName,
  pass,
  plan,
  refOf,
  type Seen,
  tables,
  unknown,
  type Violation,
} from 'kubectl-harden/plugin-api';
import { conditionOf, INJECTOR, MANAGERS, type Manager } from './managers.ts';
import { outdated, outdatedInFiles } from './outdated.ts';
import type { Reads } from './reads.ts';

interface Standing {
  readonly violations?: readonly Violation[];
  /** It works, and somebody uses it. */
  readonly evidence?: readonly Evidence[];
  /** What could say otherwise and was not seen. */
  readonly doubts?: readonly string[];
  /** Something of it is there, and nobody tells whether it works. */
  readonly hints?: readonly string[];
}

export function judgeManagers(view: Reads): Outcome {
  if (!view.isCluster) return inFiles(view);
  const rows = view.table(tables.clusterTools).filter(({ role }) => role === 'secrets');
  const tools = installed.toolsIn(view, rows);
  const standings = [
    ...MANAGERS.map((manager) => standingOf(manager, tools.found, view)),
    injected(view, tools.found),
    definitions(view),
    ...(tools.isWhole ? [] : [{ doubts: [`Workloads: ${reasonOf(tools)}.`] }]),
  ];
  const all = <K extends keyof Standing>(key: K) => standings.flatMap((each) => [...(each[key] ?? [])]);
  const violations = all('violations') as readonly Violation[];
  if (violations.length > 0) return fails(violations, true);
  const doubts = all('doubts') as readonly string[];
  if (doubts.length > 0) return unknown(doubts);
  const evidence = all('evidence') as readonly Evidence[];
  if (evidence.length > 0)
    return pass(evidence, evidence.some(({ source }) => source === undefined) ? 'direct' : 'inferred');
  const hints = all('hints') as readonly string[];
  return hints.length > 0 ? unknown(hints) : fails([none(tools.found)], false);
}

function reasonOf({ coverage }: Pick<Seen<unknown>, 'coverage'>): string {
  return clause(coverage.reason ?? 'they were not read');
}

function isUnread({ isWhole, coverage }: Seen<unknown>): boolean {
  return !isWhole && coverage.state !== 'absent';
}

function inFiles(view: Reads): Outcome {
  const old = outdatedInFiles(view);
  return old.length > 0 ? fails(old, true) : unknown('Manifests do not show whether a manager of secrets works.');
}

/** Empty: neither it nor anything of it is there. */
function standingOf(manager: Manager, all: readonly installed.Installed[], view: Reads): Standing {
  const running = all.filter(({ tool }) => tool.name === manager.tool);
  const uses = manager.uses(view);
  const objects = valuesOf(uses);
  if (running.length === 0) return notRunning(manager, uses);
  if (!running.some(installed.isWorking)) return { violations: running.map(broken) };
  const sources = manager.stores?.(view) ?? [];
  const stores = valuesOf(sources);
  const troubles = [...stores, ...objects].filter((each) => isOutOfOrder(manager, each));
  if (troubles.length > 0) return { violations: troubles.map((each) => trouble(manager, each)) };
  const unread = [...sources, ...uses].filter(isUnread);
  if (unread.length > 0) return { doubts: unread.map((each) => `${manager.tool}: ${reasonOf(each)}.`) };
  return objects.length > 0 ? inUse(manager, running, { stores, objects }) : { violations: [unused(manager, running)] };
}

function valuesOf(seen: readonly Seen<readonly CustomObject[]>[]): readonly CustomObject[] {
  return seen.flatMap(({ value }) => value);
}

/** What has not been looked at yet by its controller is not in order either, but only a plain no is a finding. */
function isOutOfOrder({ condition }: Manager, object: CustomObject): boolean {
  return condition !== undefined && conditionOf(object, condition) === 'False';
}

function inUse(
  manager: Manager,
  running: readonly installed.Installed[],
  { stores, objects }: { readonly stores: readonly CustomObject[]; readonly objects: readonly CustomObject[] },
): Standing {
  const { condition, noun } = manager;
  const settled = condition === undefined ? objects : objects.filter((each) => conditionOf(each, condition) === 'True');
  if (settled.length === 0)
    return {
      violations: [],
      evidence: [],
      doubts: [`${manager.tool}: none of ${count(objects, noun)} says that it is ${condition?.toLowerCase()}.`],
    };
  const from = stores.length > 0 ? `, from ${count(stores, 'store')}` : '';
  const text = `${settled.length} of ${count(objects, noun)} in order${from}.`;
  return { evidence: [...running.map(installed.evidenceOf), { text }] };
}

/** Its controller may be elsewhere, as long as somebody may have made something for it. */
function notRunning({ tool, noun }: Manager, uses: readonly Seen<readonly CustomObject[]>[]): Standing {
  const objects = valuesOf(uses);
  const names = nameSome(objects.map((each) => objectName(refOf(each))));
  const hint = `${tool}: ${count(objects, noun)}, ${names}, but no controller of it is seen here.`;
  const unread = uses.filter(isUnread).map((each) => `${tool}: ${reasonOf(each)}.`);
  return { hints: objects.length > 0 ? [hint] : unread };
}

function broken({ tool, object, wanted }: installed.Installed): Violation {
  return {
    message: `${tool.name} is installed and not ready: 0 of ${wanted} run.`,
    at: refOf(object),
    key: 'not ready',
    value: wanted,
    proposal: plan('Its log and its events say why it does not start.'),
  };
}

function trouble({ condition = '', tool }: Manager, object: CustomObject): Violation {
  return {
    message: `${objectName(refOf(object))} of ${tool} is not ${condition.toLowerCase()}: what it should bring is missing or old.`,
    at: refOf(object),
    path: ['status', 'conditions'],
    key: condition,
    value: 'False',
    proposal: plan('Its condition says why: mostly a right that is missing in the store, or a name that is not there.'),
  };
}

function unused({ tool, noun }: Manager, running: readonly installed.Installed[]): Violation {
  return {
    message: `${tool} is installed, and nothing uses it: there is no ${noun}.`,
    key: `unused ${tool}`,
    evidence: running.map(installed.evidenceOf),
    proposal: plan('Which Secrets come from outside is for their owners to say.'),
  };
}

function none(found: readonly installed.Installed[]): Violation {
  return {
    message: 'No manager of secrets is seen: Secrets are kept in this cluster alone.',
    key: 'none',
    evidence: found.map(installed.evidenceOf),
    proposal: plan('Which store the values come from is for you to say: AWS Secrets Manager, Azure Key Vault, Vault.'),
  };
}

function injected(view: Reads, all: readonly installed.Installed[]): Standing {
  const running = all.filter(({ tool }) => tool.name === INJECTOR);
  if (running.length === 0) return {};
  if (!running.some(installed.isWorking)) return { violations: running.map(broken) };
  const seen = view.own('MutatingWebhookConfiguration');
  if (isUnread(seen)) return { doubts: [`${INJECTOR}: ${reasonOf(seen)}.`] };
  const hooks = seen.value.flatMap(({ webhooks = [] }) => webhooks);
  return hooks.some(({ name }) => name.startsWith('vault.hashicorp.com'))
    ? { evidence: running.map(installed.evidenceOf) }
    : {};
}

function definitions(view: Reads): Standing {
  const violations = outdated(view);
  if (violations.length > 0) return { violations };
  const seen = view.own('CustomResourceDefinition');
  return isUnread(seen) ? { doubts: [`Definitions: ${reasonOf(seen)}.`] } : {};
}
