/** One index for the many subjects that are judged on the same objects. */
import { type Access, createAccess } from './access.ts';
import type { RbacObjects } from './types.ts';

let last: Access | undefined;

/** The index over these objects; the one made last is given again while every object is the very same. */
export function accessTo(objects: RbacObjects): Access {
  if (last === undefined || !sameObjects(last.objects, objects)) last = createAccess(objects);
  return last;
}

function sameObjects(left: RbacObjects, right: RbacObjects): boolean {
  return (
    sameItems(left.clusterRoleBindings, right.clusterRoleBindings) &&
    sameItems(left.clusterRoles, right.clusterRoles) &&
    sameItems(left.roleBindings, right.roleBindings) &&
    sameItems(left.roles, right.roles)
  );
}

function sameItems(left: readonly unknown[], right: readonly unknown[]): boolean {
  return left.length === right.length && left.every((item, index) => item === right[index]);
}
