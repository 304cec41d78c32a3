/** Addresses that etcd listens on. */

const LOOPBACK = /^[a-z]+:\/\/(127\.\d+\.\d+\.\d+|localhost|\[::1\])(:|\/|$)|^unixs?:/;

/** Nobody beyond the node reaches it. */
export function isOfItsNode(url: string): boolean {
  return LOOPBACK.test(url);
}
