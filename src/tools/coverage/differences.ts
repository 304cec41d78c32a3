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
  'Policies for every pod':
    'Some count a policy with an empty selector, or without rules, as missing. It is how a default deny is written.',
  'Providers of encryption':
    'Benchmarks take aescbc and refuse aesgcm. We weigh aescbc, which does not notice changed data; aesgcm needs its keys changed.',
  'Pull policies':
    'Some ask for Always in every case. For one version of a public image it asks the registry and changes nothing.',
  'Size of audit logs': 'Benchmarks want `--audit-log-maxsize` set. Its default is 100 MB.',
  'A number that keeps from root':
    'Linters pass `runAsUser: 1000` without `runAsNonRoot`. It keeps from root; Pod Security asks for `runAsNonRoot`: low.',
  'All in small letters':
    'Linters pass `drop: [all]`. Runtimes drop all by it; Pod Security reads the word in capitals only: low.',
  'One wall of several':
    'Some take seccomp, AppArmor, SELinux or dropped capabilities, whichever is there. None does what another does: each is a check.',
  'Limits of CPU':
    'Linters want them. The node shares CPU by what is reserved, and a limit slows programs down while it is idle.',
  'Verbs on Secrets':
    'Some count each verb that changes them. We count those whose answer shows a Secret: get, list, watch, patch and deletecollection.',
  'Groups of resources':
    'Some match a resource by its name in any API group. A rule of another group allows nothing about it.',
  'Rights without a namespace':
    'Some count a Role that names nodes or volumes. A RoleBinding gives no right to them: low.',
  'Half of two rights':
    'Some count either half of approving certificates. Without the other half it allows nothing: low.',
  'Bindings of system:masters': 'Some call them critical. The group holds everything without them: low.',
  'Ends of paths':
    'Some say that whoever reads Secrets of one namespace takes the cluster. We tell paths that end at all rights or at a node, each step shown.',
  'Names about credentials':
    'Some count every variable with a word such as password. Names of files, addresses and switches are about one, and hold none.',
};
