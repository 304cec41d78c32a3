/** The control plane, as far as anything shows it: flags by witness, metrics, and where a provider keeps the settings. */

export { shownFlag } from '../../kube/sealed-flags.ts';
export { FLAGS_BY_FILE, howToSetFlags } from './by-file.ts';
export { weakCiphers } from './ciphers.ts';
export {
  type Component,
  type ComponentName,
  type ControlPlane,
  controlPlane,
  describeUnseen,
  type FlagAnswer,
  NO_API_SERVER_IN_FILES,
  settingsEvidence,
  type Unseen,
  type Witness,
} from './component.ts';
export { type FlagDemand, judgeFlags } from './demand.ts';
export { type Distribution, type DistributionName, distributionOf } from './distribution.ts';
export { type Flags, isOn, isSet, listOf, notSet, parseFlags } from './flags.ts';
export { keeperOf } from './keepers.ts';
export { metric, total } from './metrics.ts';
export { type NodeArgs, nodeArgsOf } from './node-args.ts';
export { isNowhere, OPENSHIFT, openshiftSpec } from './openshift.ts';
export { notVisible, type Provider, type ProviderSetting, providerFor, providerOf, whereToAsk } from './provider.ts';
export { FLAG_READS, type FlagQuestion, type FlagReads, type FlagRule, judgeRules } from './rules.ts';
