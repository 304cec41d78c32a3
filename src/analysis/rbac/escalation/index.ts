/** Escalation: from one subject to all rights or to a node, step by step. */
export { escalationPaths } from './fact.ts';
export { joinedSteps } from './joined.ts';
export { type EscalationPath, type Escalations, escalations } from './paths.ts';
export { accountsOf, CLUSTER, type Granted, NODE, type Step, stepsOf } from './steps.ts';
