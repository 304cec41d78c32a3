/** `shop-eu-1` and `shop-us` share the stem `shop-*`; a name without a dash has none but itself. */
export function stemOf(name: string): string {
  const dash = name.indexOf('-');
  return dash <= 0 ? name : `${name.slice(0, dash)}-*`;
}
