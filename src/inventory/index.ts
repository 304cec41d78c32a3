export { createInventory, type Delta, type Inventory } from './inventory.ts';
export { storageKind } from './store.ts';
export { WORKLOAD_KINDS } from './templates.ts';
export { controllerOf, isFinishedPod, isMirrorPod } from './workloads.ts';
