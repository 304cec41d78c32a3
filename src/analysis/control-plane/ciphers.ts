/** What Go calls insecure (`tls.InsecureCipherSuites`), by what stands in their names. */
const WEAK = /_RC4_|_3DES_|^TLS_RSA_WITH_|_CBC_SHA256$/;

export function weakCiphers(names: readonly string[]): readonly string[] {
  return names.filter((name) => WEAK.test(name));
}
