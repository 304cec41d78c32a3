export { withCauses } from './causes.ts';
export { buildDecisions } from './decisions.ts';
export { createEngine, type Engine } from './engine.ts';
export { type Inputs, inputProblem, inputsOf } from './inputs.ts';
export { mergeChanges } from './merge.ts';
export { createRegistry, type Registry } from './registry.ts';
export { groupRows } from './rows.ts';
export { kindsOfSubject } from './subjects.ts';
export { isEvidenceKind, isReadable, kindsBehind, readsOf } from './view.ts';
