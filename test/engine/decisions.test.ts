import { expect, test } from 'vitest';
import { ITEMS } from '../../src/catalog/items.ts';
import { buildDecisions, withCauses } from '../../src/engine/index.ts';
import { createInventory } from '../../src/inventory/index.ts';
import { type Decision, type DecisionRow, readyPart } from '../../src/model/decision.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { SourceType } from '../../src/model/ports.ts';
import type {
  Change,
  Check,
  FieldPath,
  Json,
  ObjectRef,
  Proposal,
  Readiness,
  Severity,
} from '../../src/plugin-api/index.ts';
import { Rows } from '../../src/session/picture/rows.ts';
import { deployment, observed } from '../support/objects.ts';

function ref(kind: string, name: string, namespace?: string): ObjectRef {
  return {
    apiVersion: kind === 'Deployment' ? 'apps/v1' : 'v1',
    kind,
    name,
    ...(namespace === undefined ? {} : { namespace }),
  };
}

function label(name: string, key: string, value: string): Change {
  return {
    op: 'edit',
    target: ref('Namespace', name),
    edits: [{ op: 'set', path: ['metadata', 'labels', key], value }],
  };
}

interface FindingInput {
  readonly check: string;
  readonly subject: ObjectRef;
  readonly severity?: Severity;
  readonly part?: string;
  readonly propose?: { readonly readiness: Readiness; readonly changes: readonly Change[] };
}

function finding({ check, subject, severity = 'medium', part, propose }: FindingInput): Finding {
  const proposal: Proposal | undefined =
    propose === undefined ? undefined : { ...propose, reason: `${check} says why` };
  const full = subject.namespace === undefined ? subject.name : `${subject.namespace}/${subject.name}`;
  const title = subject.kind === 'Namespace' ? `Pod Security levels of ${full}` : `${subject.kind} ${full}`;
  return {
    id: `${check} ${subject.namespace ?? ''}/${subject.name} ${part ?? ''}`,
    check,
    severity,
    confidence: 'direct',
    subject,
    ...(part === undefined ? {} : { part }),
    message: `${check} fails`,
    evidence: [],
    remediation: null,
    ...(proposal === undefined ? {} : { proposal }),
    judged: '',
    place: { key: `${subject.kind} ${subject.namespace ?? ''}/${subject.name}`, title },
  };
}

const items: Readonly<Record<string, string>> = {
  'workloads/run-as-root': 'non-root',
  'workloads/read-only-rootfs': 'read-only-rootfs',
  'workloads/privileged': 'workloads',
  'workloads/drop-all': 'drop-capabilities',
  'pod-security/enforce-missing': 'pod-security',
  'pod-security/warn-audit': 'pod-security',
};
const checks = new Map<string, Check>(
  Object.entries(items).map(([id, item]) => [
    id,
    {
      mode: 'automated',
      meta: {
        id: id as 'a/b',
        item,
        title: id,
        severity: 'medium',
        rationale: '',
        guidance: '',
        refs: [],
        since: '0.1.0',
      },
      subject: 'Workload',
      evaluate: () => [],
    },
  ]),
);

function decide(findings: readonly Finding[], inventory = createInventory(), sourceType: SourceType = 'live') {
  const folds = ({ name }: { readonly name: string }) => name.startsWith('kube-');
  const itemNumber = (id: string) => ITEMS.find((item) => item.id === id)?.number ?? 99;
  return buildDecisions(withCauses(findings), { sourceType, inventory, checks, itemNumber, folds });
}

const api = ref('Deployment', 'api', 'shop');

test('Findings of one pod template are one decision, under the item of the worst of them', () => {
  const [decision, ...others] = decide([
    finding({ check: 'workloads/read-only-rootfs', subject: api, severity: 'low' }),
    finding({ check: 'workloads/drop-all', subject: api }),
    finding({ check: 'workloads/run-as-root', subject: api }),
  ]);
  expect(others).toEqual([]);
  expect(decision).toMatchObject({
    item: 'non-root',
    severity: 'medium',
    title: 'Deployment shop/api',
    readiness: 'needs-input',
    variants: [],
  });
  expect(decision?.findings.map(({ check }) => check)).toEqual([
    'workloads/run-as-root',
    'workloads/drop-all',
    'workloads/read-only-rootfs',
  ]);
});

test('A decision has the title of the place of its worst finding', () => {
  const found = finding({ check: 'workloads/privileged', subject: ref('Pod', 'apiserver', 'kube-system') });
  const [decision] = decide([
    {
      ...found,
      message: 'Audit logging is off in apiserver: no flag is set.',
      place: { key: 'cluster|', title: 'The audit log is on' },
    },
  ]);
  expect(decision?.title).toBe('The audit log is on');
});

test('Variants are cumulative, and the first holds only what the evidence supports', () => {
  const space = ref('Namespace', 'shop');
  const [decision] = decide([
    finding({
      check: 'pod-security/enforce-missing',
      subject: space,
      severity: 'high',
      propose: { readiness: 'review', changes: [label('shop', 'enforce', 'baseline')] },
    }),
    finding({
      check: 'pod-security/warn-audit',
      subject: space,
      severity: 'low',
      propose: { readiness: 'ready', changes: [label('shop', 'warn', 'restricted')] },
    }),
  ]);
  expect(decision?.readiness).toBe('review');
  expect(decision === undefined ? undefined : readyPart(decision)).toBe('1 of 2 ready');
  expect(decision?.variants.map(({ readiness, findings, changes }) => [readiness, findings.length, changes])).toEqual([
    ['ready', 1, [label('shop', 'warn', 'restricted')]],
    [
      'review',
      2,
      [
        {
          op: 'edit',
          target: space,
          edits: [
            { op: 'set', path: ['metadata', 'labels', 'warn'], value: 'restricted' },
            { op: 'set', path: ['metadata', 'labels', 'enforce'], value: 'baseline' },
          ],
        },
      ],
    ],
  ]);
});

test('A change that contradicts that of a worse finding is left out, and the variant says so', () => {
  const space = ref('Namespace', 'shop');
  const [decision] = decide([
    finding({
      check: 'pod-security/enforce-missing',
      subject: space,
      severity: 'high',
      propose: { readiness: 'ready', changes: [label('shop', 'enforce', 'baseline')] },
    }),
    finding({
      check: 'pod-security/warn-audit',
      subject: space,
      severity: 'low',
      propose: { readiness: 'ready', changes: [label('shop', 'enforce', 'restricted')] },
    }),
  ]);
  expect(decision?.variants[0]).toMatchObject({
    findings: ['pod-security/enforce-missing /shop '],
    changes: [label('shop', 'enforce', 'baseline')],
    caveats: ['pod-security/warn-audit needs another value at the same path and stays open.'],
  });
});

test('What a Helm release owns is a decision for its source, and says which flag would take it', () => {
  const inventory = createInventory();
  const owner = { manager: 'helm' as const, label: 'Helm release api' };
  inventory.apply({
    type: 'upsert',
    kind: 'Deployment',
    items: observed(deployment('shop', 'api')).map((item) => ({ ...item, facts: { owner } })),
  });
  const change: Change = { op: 'edit', target: api, edits: [{ op: 'set', path: ['spec', 'paused'], value: true }] };
  const [decision] = decide(
    [finding({ check: 'workloads/run-as-root', subject: api, propose: { readiness: 'ready', changes: [change] } })],
    inventory,
  );
  expect(decision).toMatchObject({ readiness: 'elsewhere', owner, refusal: { allow: 'managed' }, platform: false });
});

test('the worst come first, of equals the ready ones, platform namespaces last', () => {
  const propose = (name: string) => ({ readiness: 'ready' as const, changes: [label(name, 'a', 'b')] });
  const order = decide([
    finding({
      check: 'pod-security/enforce-missing',
      subject: ref('Namespace', 'kube-system'),
      severity: 'high',
      propose: propose('kube-system'),
    }),
    finding({ check: 'pod-security/enforce-missing', subject: ref('Namespace', 'guess'), severity: 'critical' }),
    finding({ check: 'pod-security/enforce-missing', subject: ref('Namespace', 'web'), severity: 'low' }),
    finding({
      check: 'pod-security/enforce-missing',
      subject: ref('Namespace', 'shop'),
      severity: 'low',
      propose: propose('shop'),
    }),
  ]).map(({ subject }) => subject.name);
  expect(order).toEqual(['guess', 'shop', 'web', 'kube-system']);
});

function rowsOf(decisions: readonly Decision[]) {
  const rows = new Rows();
  rows.update([], decisions);
  return rows.rows;
}

function titlesOf(rows: readonly DecisionRow[]): readonly string[] {
  return rows.map(({ title, members }) => `${title}: ${members.map(({ subject }) => subject.name).join(' ')}`);
}

test('Namespaces that need the same change are one row, named by their stem where they have one', () => {
  const missing = (name: string, value = 'baseline') =>
    finding({
      check: 'pod-security/enforce-missing',
      subject: ref('Namespace', name),
      severity: 'high',
      propose: { readiness: 'ready', changes: [label(name, 'enforce', value)] },
    });
  const all = [missing('shop-eu'), missing('shop-us'), missing('shop-ap', 'restricted')];
  expect(titlesOf(rowsOf(decide(all)))).toEqual([
    'Pod Security levels of shop-ap: shop-ap',
    'Pod Security levels of shop-* (2): shop-eu shop-us',
  ]);
  expect(titlesOf(rowsOf(decide([...all, missing('web')])))).toEqual([
    'Pod Security levels of shop-ap: shop-ap',
    'Pod Security levels of shop-eu, shop-us, … (3): shop-eu shop-us web',
  ]);
});

test('Workloads that need the same change are one row, whatever they and their containers are called', () => {
  const runs = (namespace: string, name: string, container: string, value: Json = true) => {
    const subject = ref('Deployment', name, namespace);
    const path: FieldPath = ['spec', 'template', 'spec', 'containers', { key: 'name', is: container }, 'tty'];
    const change: Change = { op: 'edit', target: subject, edits: [{ op: 'set', path, value }] };
    return finding({
      check: 'workloads/run-as-root',
      subject,
      part: container,
      propose: { readiness: 'ready', changes: [change] },
    });
  };
  const shop = [runs('shop', 'cart', 'app'), runs('shop', 'stock', 'server')];
  expect(titlesOf(rowsOf(decide(shop)))).toEqual(['Deployment shop/* (2): cart stock']);
  expect(titlesOf(rowsOf(decide([...shop, runs('web', 'landing', 'app')])))).toEqual([
    'Deployment shop/cart, shop/stock, … (3): cart stock landing',
  ]);
  expect(titlesOf(rowsOf(decide([...shop, runs('web', 'landing', 'app', 10)]))).toSorted()).toEqual([
    'Deployment shop/* (2): cart stock',
    'Deployment web/landing: landing',
  ]);
});

test('A row holds at most 20 members', () => {
  const findings = Array.from({ length: 45 }, (_, at) =>
    finding({
      check: 'pod-security/enforce-missing',
      subject: ref('Namespace', `shop-${at}`),
      propose: { readiness: 'ready', changes: [label(`shop-${at}`, 'a', 'b')] },
    }),
  );
  expect(rowsOf(decide(findings)).map(({ members }) => members.length)).toEqual([20, 20, 5]);
});

test('A privileged container covers its capabilities, but not those of its neighbour', () => {
  const [cause, covered, neighbour] = withCauses([
    { ...finding({ check: 'workloads/privileged', subject: api, part: 'a' }), explains: ['workloads/drop-all'] },
    finding({ check: 'workloads/drop-all', subject: api, part: 'a' }),
    finding({ check: 'workloads/drop-all', subject: api, part: 'b' }),
  ]);
  expect(cause?.cause).toBeUndefined();
  expect(covered?.cause).toBe(cause?.id);
  expect(neighbour?.cause).toBeUndefined();
});

test('What has to be made again from its file can be edited there, and is guidance on a cluster', () => {
  const pod = ref('Pod', 'toolbox', 'shop');
  const change: Change = {
    op: 'edit',
    target: pod,
    edits: [{ op: 'set', path: ['spec', 'hostNetwork'], value: false }],
  };
  const propose = { readiness: 'elsewhere', changes: [change] } as const;
  const findings = [finding({ check: 'workloads/run-as-root', subject: pod, propose })];
  const offered = (type: SourceType) => decide(findings, createInventory(), type).map((each) => each.variants.length);
  expect([offered('live'), offered('sample'), offered('files')]).toEqual([[0], [0], [1]]);
  expect(decide(findings)[0]?.readiness).toBe('elsewhere');
});
