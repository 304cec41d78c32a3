import { defineScreen } from '../define.ts';
import { fileKeys } from './keys.ts';
import { fileView } from './view.ts';

export const file = defineScreen({ view: fileView, keys: [fileKeys] });
