/**
 * What to write on the control plane nodes, and in which order. The YAML is in flow style: where it is shown on a terminal
 * lines are wrapped and lose their indentation.
 */
export const GUIDANCE = `On every control plane node, write \`/etc/kubernetes/enc/encryption.yaml\`, owned by root, mode 0600:

\`\`\`yaml
{apiVersion: apiserver.config.k8s.io/v1, kind: EncryptionConfiguration,
resources: [{resources: [secrets], providers: [
{kms: {apiVersion: v2, name: cluster-key, timeout: 3s,
endpoint: "unix:///var/run/kms/kms.sock"}},
{identity: {}}
]}]}
\`\`\`

The first provider writes, all of them read: \`identity\` reads what was written unencrypted before, and stays last. Without a KMS plugin, put a local key in place of \`kms\`, made with \`head -c 32 /dev/urandom | base64\`:

\`\`\`yaml
{secretbox: {keys: [{name: key1, secret: "32-RANDOM-BYTES-IN-BASE64"}]}},
\`\`\`

Then, in this order:

1. Keep a copy of the key away from etcd and its backups: without it no Secret can be read again. The file is the same on all nodes.
2. Mount the folder, and that of the KMS socket, into the API server, and start it with \`--encryption-provider-config=/etc/kubernetes/enc/encryption.yaml\`. With kubeadm both belong in \`apiServer.extraArgs\` and \`apiServer.extraVolumes\` of its ClusterConfiguration, so that upgrades keep them.
3. Restart one replica after the other, each when the one before is ready. A replica without the key cannot read what another has encrypted: with several replicas do a first round with \`identity\` above the other provider, and a second one with it last.
4. Rewrite all Secrets: \`kubectl get secrets --all-namespaces -o json | kubectl replace -f -\`. Repeat it where a Secret was changed meanwhile.
5. Restart the replicas once more, so that their counters begin anew, remove \`identity\` once nothing unencrypted is read any more, and delete old backups of etcd.

In place of \`aescbc\`, add the new provider below it on all replicas, then move it to the top, rewrite all Secrets, and only then remove \`aescbc\` and its key. Where a provider runs the control plane, switch encryption with a key of your own on there.`;
