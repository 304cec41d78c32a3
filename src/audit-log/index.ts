/** Audit logs of the API server: what was asked for, by whom, and how much of it is recorded. */
export { type ReadOptions, readAuditLog } from './read.ts';
