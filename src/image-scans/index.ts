export { ScannerError } from './errors.ts';
export { openScanner, type Scanner } from './program.ts';
export type { Limits } from './run.ts';
export { scanImages } from './scan.ts';
export { type Scanning, streamWithScans } from './source.ts';
