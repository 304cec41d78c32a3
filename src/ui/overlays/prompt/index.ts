import { defineOverlay } from '../../screens/define.ts';
import { promptKeys } from './keys.ts';

export const prompt = defineOverlay({ keys: promptKeys });
