import { defineOverlay } from '../../screens/define.ts';
import { helpKeys } from './keys.ts';
import { helpView } from './view.ts';

export const help = defineOverlay({ view: helpView, keys: helpKeys });
