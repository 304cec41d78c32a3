/** A session that only pretends: it counts what it is asked for and answers with fixed previews and results. */
import type { PlanPreview, RunResult, StepPreview } from '../../src/model/plan.ts';
import { outlineOf } from '../../src/remediation/index.ts';
import type { Commands } from '../../src/session/commands.ts';
import { CHECKOUT_OBJECT, DECISIONS, SNAPSHOT } from './snapshot.ts';

export const CHECKOUT_DIFF = `--- before
+++ after
@@ -14,6 +14,11 @@
     spec:
       serviceAccountName: checkout
+      securityContext:
+        runAsNonRoot: true
+        runAsUser: 10001
+        seccompProfile:
+          type: RuntimeDefault
       containers:
       - name: api
         image: reg.example.com/checkout:1.42.0
+        securityContext:
+          allowPrivilegeEscalation: false
+          capabilities:
+            drop:
+            - ALL
`;

export function stepPreview(more: Partial<StepPreview> = {}): StepPreview {
  const ref = DECISIONS.checkout.subject;
  return {
    step: 1,
    decision: DECISIONS.checkout.id,
    title: 'Deployment payments/checkout-api',
    checks: ['workloads/run-as-root'],
    ref,
    change: { op: 'edit', target: ref, edits: [] },
    disruption: 'rollout',
    effect: 'patch',
    request: { op: 'patch', ref, fieldChanges: [] },
    diff: CHECKOUT_DIFF,
    byOthers: [],
    warnings: [],
    verified: 'server',
    ...more,
  };
}

export function planPreview(more: Partial<PlanPreview> = {}): PlanPreview {
  return {
    id: 'plan-1',
    cluster: SNAPSHOT.identity,
    steps: [stepPreview()],
    refused: [],
    resolves: ['f-1', 'f-2', 'f-3'],
    introduces: [],
    disruption: 'rollout',
    consent: { kind: 'type', text: 'payments' },
    caveats: ['What the init container migrate writes was not seen.'],
    evidence: [],
    ...more,
  };
}

export function runResult(preview: PlanPreview, kind: RunResult['kind'] = 'apply'): RunResult {
  return {
    run: '20261122T140211Z-7f3k',
    kind,
    outcome: 'applied',
    steps: preview.steps.map(({ step, title, ref }) => ({ step, title, ref, phase: 'verified', tookMs: 41_000 })),
    folder: '/home/sre/.local/state/kubectl-harden/runs/20261122T140211Z-7f3k',
    resolved: preview.resolves,
    introduced: [],
  };
}

/** What was asked of the session, in order. */
export interface FakeCommands extends Commands {
  readonly calls: readonly { readonly name: keyof Commands; readonly args: readonly unknown[] }[];
  count(name: keyof Commands): number;
}

export function fakeCommands(answers: Partial<Commands> = {}): FakeCommands {
  const calls: { name: keyof Commands; args: readonly unknown[] }[] = [];
  const logged = <A extends readonly unknown[], R>(name: keyof Commands, answer: (...args: A) => R) => {
    return (...args: A): R => {
      calls.push({ name, args });
      return answer(...args);
    };
  };
  const defaults: Commands = {
    object: ({ name }) => (name === 'checkout-api' ? CHECKOUT_OBJECT : undefined),
    preview: async () => planPreview(),
    apply: async (preview) => runResult(preview),
    openAfter: () => [],
    history: async () => [],
    lostRuns: () => [],
    detail: async () => undefined,
    previewUndo: async (run) => planPreview({ undoes: run ?? 'last', resolves: [], caveats: [] }),
    undo: async (preview) => runResult(preview, 'undo'),
    attest: async () => undefined,
    waive: async () => undefined,
    endWaiver: async () => undefined,
    tell: async () => undefined,
    remember: async () => undefined,
    outline: (ids) => outlineOf(Object.values(DECISIONS).filter(({ id }) => ids.includes(id))),
    recall: async () => ({ skipped: [], plan: [] }),
    earlier: async () => undefined,
    keepReading: async () => undefined,
    reportWrong: async () => '/home/sre/.local/state/kubectl-harden/false-alarms.jsonl',
    setMode: () => undefined,
  };
  const all = { ...defaults, ...answers };
  return {
    calls,
    count: (name) => calls.filter((call) => call.name === name).length,
    object: all.object,
    preview: logged('preview', all.preview),
    apply: logged('apply', all.apply),
    openAfter: all.openAfter,
    detail: all.detail,
    outline: all.outline,
    history: logged('history', all.history),
    lostRuns: all.lostRuns,
    previewUndo: logged('previewUndo', all.previewUndo),
    undo: logged('undo', all.undo),
    attest: logged('attest', all.attest),
    waive: logged('waive', all.waive),
    endWaiver: logged('endWaiver', all.endWaiver),
    tell: logged('tell', all.tell),
    remember: logged('remember', all.remember),
    recall: logged('recall', all.recall),
    earlier: logged('earlier', all.earlier),
    keepReading: logged('keepReading', all.keepReading),
    reportWrong: logged('reportWrong', all.reportWrong),
    setMode: logged('setMode', all.setMode),
  };
}
