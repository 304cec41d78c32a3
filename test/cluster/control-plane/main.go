// Command control-plane holds the servers of a Kubernetes control plane in one binary; the first argument selects one.
//
//	control-plane etcd DATA-DIR CLIENT-URL PEER-URL
//	control-plane kube-apiserver|kube-controller-manager|kube-scheduler FLAGS...
//
// It also answers for the policy package that Pod Security admission is made of:
//
//	control-plane pod-security judge < PODS, as JSON
//	control-plane pod-security describe
package main

import (
	"fmt"
	"net/url"
	"os"

	"github.com/spf13/cobra"
	"go.etcd.io/etcd/server/v3/embed"
	"k8s.io/component-base/cli"
	apiserver "k8s.io/kubernetes/cmd/kube-apiserver/app"
	controllermanager "k8s.io/kubernetes/cmd/kube-controller-manager/app"
	scheduler "k8s.io/kubernetes/cmd/kube-scheduler/app"
)

var servers = map[string]func() *cobra.Command{
	"kube-apiserver":          apiserver.NewAPIServerCommand,
	"kube-controller-manager": controllermanager.NewControllerManagerCommand,
	"kube-scheduler":          func() *cobra.Command { return scheduler.NewSchedulerCommand() },
}

func main() {
	if len(os.Args) < 2 {
		fail("a server must be named: etcd, kube-apiserver, kube-controller-manager or kube-scheduler")
	}
	name := os.Args[1]
	os.Args = os.Args[1:]
	if name == "etcd" {
		if len(os.Args) != 4 {
			fail("etcd takes a data directory, a client URL and a peer URL")
		}
		if err := serveEtcd(os.Args[1], os.Args[2], os.Args[3]); err != nil {
			fail(err)
		}
		return
	}
	if name == "pod-security" {
		if err := podSecurity(os.Args[1:]); err != nil {
			fail(err)
		}
		return
	}
	server, known := servers[name]
	if !known {
		fail("unknown server ", name)
	}
	os.Exit(cli.Run(server()))
}

// serveEtcd runs a single member until it fails. What it stores is thrown away with the test run, so it never waits
// for the disk.
func serveEtcd(directory, client, peer string) error {
	clientURL, err := url.Parse(client)
	if err != nil {
		return err
	}
	peerURL, err := url.Parse(peer)
	if err != nil {
		return err
	}
	config := embed.NewConfig()
	config.Dir = directory
	config.LogLevel = "error"
	config.UnsafeNoFsync = true
	config.ListenClientUrls, config.AdvertiseClientUrls = []url.URL{*clientURL}, []url.URL{*clientURL}
	config.ListenPeerUrls, config.AdvertisePeerUrls = []url.URL{*peerURL}, []url.URL{*peerURL}
	config.InitialCluster = config.InitialClusterFromName(config.Name)
	member, err := embed.StartEtcd(config)
	if err != nil {
		return err
	}
	return <-member.Err()
}

func fail(reason ...any) {
	fmt.Fprintln(os.Stderr, append([]any{"control-plane:"}, reason...)...)
	os.Exit(1)
}
