/** A person's dated answers, and where the tool keeps its state. */
export { RecordsError } from './document.ts';
export { type Beside, type FoundRecords, findRecords, REPOSITORY_FILE } from './find.ts';
export { isExpired } from './schema.ts';
export { type Surroundings, stateFolder } from './state-folder.ts';
export { openRecords, type RecordsOptions, type RecordsStore } from './store.ts';
export type { WalkPlace } from './walk-place.ts';
