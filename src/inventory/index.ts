export { createInventory, type Delta, type Inventory } from './inventory.ts';
export { storageKind } from './store.ts';
export { controllerOf, isFinishedPod, isMirrorPod, WORKLOAD_KINDS } from './workloads.ts';
