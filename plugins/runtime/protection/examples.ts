/** Rules for what an intruder does first in a container. */
import type { Example } from 'kubectl-harden/plugin-api';

const RULES = `# A file of Falco's folder rules.d, or customRules of its Helm chart. It needs nothing of Falco's own rules.
- macro: harden_in_container
  condition: (container.id != host)
- macro: harden_new_process
  condition: (evt.type in (execve, execveat))
- list: harden_shells
  items: [ash, bash, csh, dash, fish, ksh, sh, tcsh, zsh]
- list: harden_network_tools
  items: [dig, ncat, netcat, nc, nmap, masscan, socat, ssh, tcpdump, telnet, tshark, zmap]
- list: harden_miners
  items: [ccminer, cgminer, ethminer, minerd, nbminer, t-rex, xmr-stak, xmrig]

- rule: Shell in a container
  desc: Somebody has opened an interactive shell in a running container.
  condition: harden_new_process and harden_in_container and proc.name in (harden_shells) and proc.tty != 0
  output: >-
    Shell in a container (user=%user.name command=%proc.cmdline parent=%proc.pname
    pod=%k8s.pod.name namespace=%k8s.ns.name image=%container.image.repository)
  priority: WARNING
  tags: [container, shell, T1059]

- rule: Credentials read in a container
  desc: A process reads password hashes, SSH keys or cloud credentials.
  condition: >-
    evt.type in (open, openat, openat2) and evt.is_open_read = true and harden_in_container
    and (fd.name in (/etc/shadow, /etc/gshadow, /etc/sudoers)
    or fd.name startswith /root/.ssh/ or fd.name contains /.aws/credentials
    or fd.name contains /.kube/config or fd.name contains /.docker/config.json)
  output: >-
    Credentials read in a container (file=%fd.name user=%user.name command=%proc.cmdline
    pod=%k8s.pod.name namespace=%k8s.ns.name image=%container.image.repository)
  priority: ERROR
  tags: [container, filesystem, T1552]

- rule: Network tool in a container
  desc: A tool to scan, forward or record traffic was started.
  condition: harden_new_process and harden_in_container and proc.name in (harden_network_tools)
  output: >-
    Network tool in a container (user=%user.name command=%proc.cmdline parent=%proc.pname
    pod=%k8s.pod.name namespace=%k8s.ns.name image=%container.image.repository)
  priority: WARNING
  tags: [container, network, T1046]

- rule: Miner in a container
  desc: A process is named like a known miner, or speaks the protocol of mining pools.
  condition: >-
    harden_new_process and harden_in_container and (proc.name in (harden_miners)
    or proc.cmdline contains "stratum+tcp" or proc.cmdline contains "stratum+ssl"
    or proc.cmdline contains "--donate-level")
  output: >-
    Miner in a container (user=%user.name command=%proc.cmdline
    pod=%k8s.pod.name namespace=%k8s.ns.name image=%container.image.repository)
  priority: CRITICAL
  tags: [container, process, T1496]

- rule: Way out of a container
  desc: A process enters namespaces of the node, or opens what hands over the node.
  condition: >-
    harden_in_container and ((evt.type = setns and not proc.name in (runc, crun, containerd-shim))
    or (harden_new_process and proc.name = nsenter)
    or (evt.type in (open, openat, openat2) and (fd.name endswith /release_agent
    or fd.name = /proc/sys/kernel/core_pattern or fd.name = /proc/sysrq-trigger))
    or (evt.type = connect and fd.name in (/run/containerd/containerd.sock,
    /var/run/docker.sock, /run/docker.sock, /run/crio/crio.sock)))
  output: >-
    Way out of a container (event=%evt.type file=%fd.name user=%user.name command=%proc.cmdline
    pod=%k8s.pod.name namespace=%k8s.ns.name image=%container.image.repository)
  priority: CRITICAL
  tags: [container, escape, T1611]
`;

export const EXAMPLES: readonly Example[] = [
  {
    name: 'falco-rules.yaml',
    title: 'Falco rules for shells, credentials, network tools, miners and ways out of a container',
    text: RULES,
  },
];
