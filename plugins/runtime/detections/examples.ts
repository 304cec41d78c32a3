import type { Example } from 'kubectl-harden/plugin-api';

export const examples: readonly Example[] = [
  {
    name: 'falco-rules.yaml',
    title: 'Falco rules for a shell, sensitive files, network tools, miners and escapes',
    text: `- list: harden_shells
  items: [bash, sh, zsh, ash, dash, ksh]
- list: harden_network_tools
  items: [nc, ncat, netcat, nmap, socat, tcpdump, tshark, dig, telnet, masscan]
- list: harden_miners
  items: [xmrig, xmr-stak, minerd, cpuminer, ethminer, nbminer, t-rex, kdevtmpfsi]
- macro: harden_in_container
  condition: (container.id != host)
- macro: harden_started
  condition: (evt.type in (execve, execveat) and evt.dir = <)

- rule: Shell started in a container
  desc: Somebody opened an interactive shell in a container.
  condition: harden_started and harden_in_container and proc.name in (harden_shells) and proc.tty != 0
  output: Shell in a container (user=%user.name command=%proc.cmdline pod=%k8s.pod.name namespace=%k8s.ns.name image=%container.image.repository)
  priority: WARNING
  tags: [container, shell, T1059]

- rule: Sensitive file read in a container
  desc: A file with credentials was opened for reading.
  condition: >
    evt.type in (open, openat, openat2) and evt.is_open_read = true and harden_in_container
    and (fd.name in (/etc/shadow, /etc/sudoers) or fd.name startswith /root/.ssh or fd.name startswith /etc/kubernetes/pki)
  output: Sensitive file read (file=%fd.name command=%proc.cmdline pod=%k8s.pod.name namespace=%k8s.ns.name)
  priority: WARNING
  tags: [container, filesystem, T1552]

- rule: Network tool started in a container
  desc: A tool to look around in the network was started.
  condition: harden_started and harden_in_container and proc.name in (harden_network_tools)
  output: Network tool in a container (command=%proc.cmdline pod=%k8s.pod.name namespace=%k8s.ns.name image=%container.image.repository)
  priority: NOTICE
  tags: [container, network, T1046]

- rule: Miner started in a container
  desc: A known miner was started, or a program that speaks the protocol of a pool.
  condition: >
    harden_started and harden_in_container
    and (proc.name in (harden_miners) or proc.cmdline contains "stratum+tcp" or proc.cmdline contains "stratum+ssl")
  output: Miner in a container (command=%proc.cmdline pod=%k8s.pod.name namespace=%k8s.ns.name image=%container.image.repository)
  priority: CRITICAL
  tags: [container, process, T1496]

- rule: Way out of a container tried
  desc: Something was done that leads from a container to its node.
  condition: >
    harden_in_container and (
      (harden_started and proc.name in (nsenter, unshare) and proc.args contains "-t 1")
      or (evt.type in (open, openat, openat2) and evt.is_open_write = true and fd.name endswith release_agent)
      or (evt.type = connect and fd.name in (/var/run/docker.sock, /run/containerd/containerd.sock, /run/crio/crio.sock)))
  output: Way out of a container tried (command=%proc.cmdline file=%fd.name pod=%k8s.pod.name namespace=%k8s.ns.name)
  priority: CRITICAL
  tags: [container, escape, T1611]
`,
  },
];
