/** Addresses of images without what they should never carry. */

const DIGEST = 'sha\\d+:|[a-z0-9+._-]+:[0-9a-f]{32,}$';
/** In front of a host. What follows the at of a digest is its algorithm. */
const USER = new RegExp(`^(?:[a-z]+://)?[^\\s/]*:\\S*@(?!${DIGEST})`, 'i');
/** A name alone lets nobody in elsewhere, but no image begins with one. */
const USER_OF_IMAGE = new RegExp(`^(?:[a-z]+://)?(?:[^\\s/@]+|[^\\s/]*:\\S*)@(?!${DIGEST})`, 'i');
/** Longer ones name nothing that there is; looking through them may take their length squared. */
const LONGEST = 2048;
const HIDDEN = '***';

/** Whether a user and a password stand in front, with or without a scheme. */
export function hasUser(address: string): boolean {
  return USER.test(address.slice(0, LONGEST));
}

/** `***@registry.example.com/app:1` */
export function withoutUser(image: unknown): unknown {
  if (typeof image !== 'string' || !(image.includes('@') || image.length > LONGEST)) return image;
  return image.length > LONGEST ? HIDDEN : image.replace(USER_OF_IMAGE, `${HIDDEN}@`);
}
