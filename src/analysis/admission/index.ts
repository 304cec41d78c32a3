/** What admission may do to pods, as far as the objects that configure it tell. */
export { type ConstraintStanding, constraintName, constraintStanding } from './gatekeeper.ts';
export {
  type MutatingBinding,
  type MutatingObjects,
  type MutatingPolicy,
  type Mutator,
  mutatorsOf,
  mutatorsOfWrite,
  type WebhookConfiguration,
} from './mutators.ts';
export {
  PLATFORM_GATE_READS,
  PLATFORM_NODES,
  type PlatformGate,
  platformGate,
  unseenPlatformGate,
} from './platform-gate.ts';
export {
  type Looking,
  narrower,
  type Rule,
  type Sight,
  seesBound,
  seesCreated,
  seesWorkload,
  sightOf,
} from './seeing.ts';
