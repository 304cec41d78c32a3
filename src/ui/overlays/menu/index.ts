import { defineOverlay } from '../../screens/define.ts';
import { menuKeys } from './keys.ts';

export const menu = defineOverlay({ keys: menuKeys });
