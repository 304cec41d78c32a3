export { controllerOf, isFinishedPod } from './holders.ts';
export { type ChangedObjects, createInventory, type Delta, type Inventory } from './inventory.ts';
export { isMirrorPod } from './make.ts';
export { isWorkloadsRead } from './read.ts';
export { isWorkloadKind, WORKLOAD_KINDS } from './templates.ts';
export { SHARED, type World } from './worlds.ts';
