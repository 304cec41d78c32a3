/** Where we decide otherwise than others on purpose, and why: by topic. */
export const DIFFERENCES: Readonly<Record<string, string>> = {
  'Addresses of components':
    'Benchmarks pass a component without `--bind-address`. Its default is every address: we tell it.',
  AlwaysPullImages:
    'Benchmarks ask for it always. From 1.35 on kubelets ask for the credential of an image that is already there.',
  'Anonymous requests':
    'Benchmarks want them off. Health checks and nodes that join need them: we ask what a stranger gets, and say unknown where nobody asked.',
  'Certificates of kubelets':
    'Benchmarks pass a configuration without `rotateCertificates`. In a file that means false: the certificate ends.',
  Ciphers:
    'Benchmarks want a list. Without one Go takes strong ones alone; the exchange of keys by RSA, which some allow, counts as weak.',
  'Ended pods': 'Benchmarks want `--terminated-pod-gc-threshold` set. Its default, 12500, is a limit.',
  'Events of kubelets': 'Some pass `eventRecordQPS: 0`. It means no limit: a pod may flood the API server with events.',
  'Providers of encryption':
    'Benchmarks take aescbc and refuse aesgcm. We weigh aescbc, which does not notice changed data; aesgcm needs its keys changed.',
  'Size of audit logs': 'Benchmarks want `--audit-log-maxsize` set. Its default is 100 MB.',
};
