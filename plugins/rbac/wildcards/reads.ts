import { may, type View } from 'kubectl-harden/plugin-api';
import { USE_READS } from '../by-use.ts';
import { CONNECT_READS } from '../connect.ts';
import { HOLDER_USE_READS } from '../platform-holders.ts';

export const READS = [...USE_READS, ...HOLDER_USE_READS, may('Discovery'), ...CONNECT_READS] as const;
export type Reads = View<(typeof READS)[number]>;
