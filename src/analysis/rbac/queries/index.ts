/** Questions about rights, over all RBAC objects at once. */
export { accessOf, type Held, type HeldCapability, type SubjectAccess } from './access-of.ts';
export { type RightsPicture, rightsPicture } from './picture.ts';
export { type Allowed, type Through, type Where, whoCan } from './who-can.ts';
