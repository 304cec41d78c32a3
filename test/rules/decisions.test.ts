/** How findings become decisions, rule by rule, on the reference cluster. */
import { beforeAll, expect, test } from 'vitest';
import { PLUGINS } from '../../plugins/index.ts';
import { isInProfile } from '../../src/catalog/profiles.ts';
import { refKey } from '../../src/kube/refs.ts';
import { type Decision, type DecisionRow, READINESS_ORDER } from '../../src/model/decision.ts';
import { type Finding, severityRank } from '../../src/model/finding.ts';
import type { ScanSnapshot } from '../../src/model/snapshot.ts';
import { shapeOf, sourceOf } from '../../src/session/picture/shape.ts';
import { scanReference } from '../reference/scan.ts';

const ESSENTIALS = PLUGINS.flatMap(({ checks }) => checks).filter((check) => isInProfile(check, 'essentials'));

let snapshot: ScanSnapshot;
let walk: ScanSnapshot;
beforeAll(async () => {
  snapshot = await scanReference();
  walk = await scanReference({ checks: ESSENTIALS });
});

const rowsOf = ({ items }: ScanSnapshot): readonly DecisionRow[] => items.flatMap(({ rows }) => rows);
const shownOf = ({ decisions }: ScanSnapshot): readonly Decision[] => decisions.filter(({ platform }) => !platform);
const findingsOf = (decisions: readonly Decision[]): readonly Finding[] =>
  decisions.flatMap(({ findings }) => findings);

test('N1 one place, one decision: nine of ten findings share theirs with another, and no replica has one of its own', () => {
  const places = Map.groupBy(snapshot.findings, ({ place }) => place.key);
  expect(snapshot.decisions).toHaveLength(places.size);
  const joined = [...places.values()].filter((members) => members.length > 1).flat();
  expect(joined.length).toBeGreaterThanOrEqual(snapshot.findings.length * 0.9);
  const replicas = snapshot.decisions.filter(({ subject }) => subject.kind === 'ReplicaSet');
  expect(replicas.map(({ title }) => title)).toEqual([]);
});

test('N1 what a mesh adds to pods is one decision for all pods of a namespace', () => {
  const injected = shownOf(snapshot).filter(({ title }) => title.startsWith('Container proxyv2 injected in '));
  const meshed = ['payments', 'shop-at', 'shop-be', 'shop-de', 'shop-fr', 'shop-it', 'shop-nl', 'web'];
  expect(injected.map(({ title }) => title.split(' ').at(-1)).sort()).toEqual(meshed);
  const inPods = findingsOf(shownOf(snapshot)).filter(({ part }) => part === 'istio-proxy');
  expect(inPods.length).toBeGreaterThan(100);
  const places = new Set(inPods.map(({ place }) => place.title));
  expect(places.size).toBe(meshed.length);
});

test('N2 same shape, one row: no two rows need the same change, and what takes a yes has at most 20 members', () => {
  const rows = rowsOf(snapshot);
  const single = rows.filter(({ members: [first] }) => first !== undefined && sourceOf(first) === undefined);
  const shapes = single.map(({ members: [first] }) => (first === undefined ? '' : shapeOf(first)));
  expect(new Set(shapes).size).toBe(shapes.length);
  const long = rows.filter(({ members }) => members.length > 20);
  expect(long.filter(({ members }) => members.some(({ readiness }) => readiness === 'ready'))).toEqual([]);
  for (const { members } of single) expect(new Set(members.map(shapeOf)).size).toBe(1);
});

test('N2 an item has a handful of rows, and every decision is in exactly one', () => {
  const sizes = walk.items.map(({ rows }) => rows.length).sort((left, right) => left - right);
  expect(sizes[Math.ceil(sizes.length * 0.9) - 1]).toBeLessThanOrEqual(14);
  for (const scan of [snapshot, walk]) {
    const listed = rowsOf(scan).flatMap(({ members }) => members.map(({ id }) => id));
    expect(listed.toSorted()).toEqual(
      shownOf(scan)
        .map(({ id }) => id)
        .toSorted(),
    );
  }
});

test('N3 consequences fold: what follows from another is decided where that is, and goes with it', () => {
  const byId = new Map(snapshot.findings.map((finding) => [finding.id, finding]));
  const followers = findingsOf(snapshot.decisions).filter(({ cause }) => cause !== undefined);
  expect(followers.length).toBeGreaterThan(100);
  for (const { cause = '', place } of followers) expect(byId.get(cause)?.place.key).toBe(place.key);
  for (const { variants, findings } of snapshot.decisions)
    for (const variant of variants) {
      const resolved = new Set(variant.findings);
      const left = findings.filter(({ id, cause }) => cause !== undefined && resolved.has(cause) && !resolved.has(id));
      expect(left).toEqual([]);
    }
});

test('N4 riders: what the same change resolves comes along, and what nothing grave brings stays away', () => {
  const riders = ESSENTIALS.filter(({ meta }) => meta.item === 'images' || meta.item === 'workloads');
  expect(riders.map(({ meta }) => meta.id)).toContain('images/mutable-tag');
  const ridden = findingsOf(shownOf(walk)).filter(({ check }) => check === 'images/mutable-tag');
  expect(ridden.length).toBeGreaterThan(100);
  const asked = new Set(ESSENTIALS.map(({ meta }) => meta.id as string));
  expect(walk.findings.filter(({ check }) => !asked.has(check))).toEqual([]);
  expect(shownOf(walk).length).toBeLessThan(shownOf(snapshot).length);
});

test('N5 the platform is folded, never hidden: its rows are apart, one for what a chart brings, and its findings counted', () => {
  const folded = snapshot.decisions.filter(({ platform }) => platform);
  const rows = snapshot.items.flatMap(({ platform = [] }) => platform);
  expect(
    rows
      .flatMap(({ members }) => members)
      .map(({ id }) => id)
      .toSorted(),
  ).toEqual(folded.map(({ id }) => id).toSorted());
  expect(findingsOf(folded)).toHaveLength(snapshot.totals.platform);
  expect(rows.length).toBeLessThan(folded.length);
  const releases = Map.groupBy(rows, ({ members: [first] }) => `${first?.item} ${first?.owner?.label}`);
  const monitoring = [...releases].filter(([label]) => label.endsWith(' Helm release monitoring'));
  for (const [, of] of monitoring) expect(of).toHaveLength(1);
});

test('N5 what is critical is folded only where its maker ships it so', () => {
  const folded = findingsOf(snapshot.decisions.filter(({ platform }) => platform));
  const critical = folded.filter(({ severity }) => severity === 'critical');
  const shipped = ['workloads/host-namespaces', 'workloads/host-path', 'workloads/privileged'];
  expect(critical.filter(({ check }) => !shipped.includes(check))).toEqual([]);
  const agents = folded.filter(
    ({ check, subject }) => check === 'workloads/privileged' && subject.kind === 'DaemonSet',
  );
  expect(agents.map(({ subject }) => subject.name)).toContain('cilium');
});

test('N6 owned objects go to their source: one row of an item for each, alike ones together', () => {
  for (const { rows } of walk.items) {
    const sources = rows.flatMap(({ id, members }) => members.flatMap((each) => [[sourceOf(each), id] as const]));
    const rowsOfSource = Map.groupBy(
      sources.filter(([source]) => source !== undefined),
      ([source]) => source,
    );
    for (const [, found] of rowsOfSource) expect(new Set(found.map(([, id]) => id)).size).toBe(1);
  }
  const previews = rowsOf(walk).filter(({ title }) => title.startsWith('Argo CD application preview-*'));
  expect(previews).toHaveLength(1);
  expect(previews[0]?.members).toHaveLength(54);
});

test('N7 severity is earned: few are critical, each with a path or a node behind it, and every change of one has a reason', () => {
  const grave = (severity: string) => rowsOf(walk).filter(({ members: [first] }) => first?.severity === severity);
  expect(grave('critical').length).toBeLessThanOrEqual(5);
  expect(grave('high').length).toBeLessThanOrEqual(20);
  const usual = new Map(ESSENTIALS.map(({ meta }) => [meta.id as string, meta.severity]));
  const changed = walk.findings.filter(({ check, severity }) => usual.get(check) !== severity);
  expect(changed.length).toBeGreaterThan(100);
  expect(changed.filter(({ severityReason }) => severityReason === undefined)).toEqual([]);
});

test('N8 the worst comes first, then what can be had soonest', () => {
  const rank = ({ severity, readiness }: Decision) => severityRank(severity) * 10 + READINESS_ORDER.indexOf(readiness);
  const ranks = shownOf(snapshot).map(rank);
  expect(ranks).toEqual(ranks.toSorted((left, right) => left - right));
  for (const { rows } of snapshot.items) {
    const first = rows.flatMap(({ members: [lead] }) => (lead === undefined ? [] : rank(lead)));
    expect(first).toEqual(first.toSorted((left, right) => left - right));
  }
  const quick = shownOf(walk).filter(({ readiness, disruption }) => readiness === 'ready' && disruption === 'none');
  expect(quick.length).toBeGreaterThanOrEqual(3);
});

test('an object is named by one decision of an item only', () => {
  for (const { rows } of snapshot.items) {
    const members = rows.flatMap((row) => row.members).filter(({ subject }) => subject.kind === 'Deployment');
    const keys = members.map(({ subject }) => refKey(subject));
    expect(new Set(keys).size).toBe(keys.length);
  }
});
