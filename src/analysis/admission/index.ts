/** What admission may do to pods, as far as the objects that configure it tell. */
export {
  type MutatingBinding,
  type MutatingObjects,
  type MutatingPolicy,
  type Mutator,
  mutatorsOf,
  mutatorsOfWrite,
  seesCreated,
  type WebhookConfiguration,
} from './mutators.ts';
