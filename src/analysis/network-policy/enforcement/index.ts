/** Whether network policies do anything in a cluster. Pure. */
export { type Enforcement, enforcement } from './enforcement.ts';
