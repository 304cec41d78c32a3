/** A check with everything that an operator can set. */
import type { AnyAutomatedCheck } from '../../src/plugin-api/index.ts';
import { defineCheck, defineTable, may } from '../../src/plugin-api/index.ts';

export const colours = defineTable<{
  readonly name: string;
  readonly tones: readonly string[];
  readonly kind: 'a' | 'b';
}>({
  id: 'colours',
  describe: 'Colours of labels.',
  asOf: '2026-11-28',
  source: 'A box of paint',
  columns: {
    name: { describe: 'Name.', check: (name) => (name === 'grey' ? 'Grey is no colour.' : undefined) },
    tones: { type: 'list', describe: 'Tones.', default: [] },
    kind: { describe: 'Kind.', choices: ['a', 'b'] },
  },
  rows: [{ name: 'red', tones: [], kind: 'a' }],
});

/** Fails for namespaces that carry no label among `allowed` and no colour. */
export const settable: AnyAutomatedCheck = defineCheck({
  mode: 'automated',
  meta: {
    id: 'labels/colour',
    title: 'Namespaces carry a colour',
    severity: 'medium',
    rationale: 'A colour tells whose a namespace is.',
    guidance: 'Label it.',
    item: 'workloads',
    refs: [],
    since: '0.1.0',
    aliases: ['labels/color'],
  },
  subject: 'Namespace',
  reads: [may('Pod')],
  tables: [colours],
  settings: {
    allowed: { describe: 'Labels that will do as well.', default: ['team'] as readonly string[] },
    least: {
      describe: 'How many.',
      default: 1,
      check: (value: number) => (value < 1 ? 'It must be 1 or more.' : undefined),
    },
    strict: { describe: 'Whether it counts.', default: true },
    mode: { describe: 'How.', default: 'any', choices: ['any', 'all'] },
  },
  evaluate({ object }, { view, settings }) {
    view.own('Pod');
    const labels = Object.keys(object?.metadata.labels ?? {});
    const good = new Set([...settings.allowed, ...view.table(colours).map(({ name }) => name)]);
    return labels.some((label) => good.has(label)) ? [] : [{ message: `None of ${[...good].sort().join(', ')}.` }];
  },
  remediation: {
    title: 'Label it',
    kind: 'guide',
    disruption: 'none',
    inputs: { colour: { describe: 'Which colour.', choices: ['red', 'blue'] } },
  },
});
