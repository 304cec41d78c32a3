export { controllerOf, isFinishedPod } from './holders.ts';
export { createInventory, type Delta, type Inventory } from './inventory.ts';
export { isMirrorPod } from './make.ts';
export { WORKLOAD_KINDS } from './templates.ts';
export { SHARED, type World } from './worlds.ts';
