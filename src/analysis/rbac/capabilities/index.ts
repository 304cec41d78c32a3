/** Capabilities: rights that lead further than what they name. */
export { capabilitiesOf, type GivenCapability } from './matching.ts';
export { type SplitRule, splitRule } from './split.ts';
export { CAPABILITIES, type Capability, type CapabilityId, capability } from './table.ts';
