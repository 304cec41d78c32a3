/**
 * A place inside an object. List items are named by their merge key, never by their index; an item of a list without a
 * merge key cannot be named: the whole list is the place.
 */
export type PathElement = string | { readonly key: string; readonly is: string };
export type FieldPath = readonly PathElement[];
