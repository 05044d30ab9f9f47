// Enforces NetworkPolicies on one node, by the rules of networking.k8s.io/v1, with one nftables table that it replaces as a
// whole. It stands where a real cluster has its network's own engine.
//
// Every node has the rules of all pods, so a connection between two nodes is judged on both. What comes from the node
// itself, like the kubelet's probes, is not forwarded and so not judged, as Kubernetes wants it.
package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"sort"
	"strings"
	"time"

	v1 "k8s.io/api/core/v1"
	networking "k8s.io/api/networking/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/util/intstr"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/cache"
	"k8s.io/client-go/tools/clientcmd"
	"k8s.io/klog/v2"
)

const table = "network-policies"

// Everything that decides.
type cluster struct {
	pods       []*v1.Pod
	namespaces map[string]labels.Set
	policies   []*networking.NetworkPolicy
}

func main() {
	configuration, err := clientcmd.BuildConfigFromFlags("", os.Args[1])
	if err != nil {
		klog.Fatal(err)
	}
	factory := informers.NewSharedInformerFactory(kubernetes.NewForConfigOrDie(configuration), 0)
	pods := factory.Core().V1().Pods()
	namespaces := factory.Core().V1().Namespaces()
	policies := factory.Networking().V1().NetworkPolicies()

	changed := make(chan struct{}, 1)
	notify := func() {
		select {
		case changed <- struct{}{}:
		default:
		}
	}
	handler := cache.ResourceEventHandlerFuncs{
		AddFunc:    func(any) { notify() },
		UpdateFunc: func(any, any) { notify() },
		DeleteFunc: func(any) { notify() },
	}
	for _, informer := range []cache.SharedIndexInformer{pods.Informer(), namespaces.Informer(), policies.Informer()} {
		if _, err := informer.AddEventHandler(handler); err != nil {
			klog.Fatal(err)
		}
	}
	factory.Start(nil)
	factory.WaitForCacheSync(nil)
	notify()

	last := ""
	for range changed {
		// Changes come in bursts.
		time.Sleep(50 * time.Millisecond)
		now := cluster{namespaces: map[string]labels.Set{}}
		now.pods, _ = pods.Lister().List(labels.Everything())
		now.policies, _ = policies.Lister().List(labels.Everything())
		all, _ := namespaces.Lister().List(labels.Everything())
		for _, namespace := range all {
			now.namespaces[namespace.Name] = namespace.Labels
		}
		rules := now.rules()
		if rules == last {
			continue
		}
		command := exec.Command("nft", "-f", "-")
		command.Stdin = strings.NewReader(rules)
		if output, err := command.CombinedOutput(); err != nil {
			klog.Errorf("nft refused the rules: %v: %s\n%s", err, output, rules)
			time.Sleep(time.Second)
			notify()
			continue
		}
		last = rules
		klog.Infof("%d policies are in force", len(now.policies))
	}
}

// What nft reads. Two pods never share a chain: simple, and fast enough for a test cluster.
func (c cluster) rules() string {
	sort.Slice(c.pods, func(i, j int) bool { return c.pods[i].UID < c.pods[j].UID })
	sort.Slice(c.policies, func(i, j int) bool { return c.policies[i].UID < c.policies[j].UID })
	var chains, jumps bytes.Buffer
	for _, pod := range c.pods {
		// A pod on the host's network is the node, which no policy is about.
		if !hasAddress(pod) || pod.Spec.HostNetwork {
			continue
		}
		for _, direction := range []networking.PolicyType{networking.PolicyTypeIngress, networking.PolicyTypeEgress} {
			lines, selected := c.judge(pod, direction)
			if !selected {
				continue
			}
			chain := fmt.Sprintf("%s-%s", strings.ToLower(string(direction)), pod.UID)
			own := "daddr"
			if direction == networking.PolicyTypeEgress {
				own = "saddr"
			}
			fmt.Fprintf(&chains, "  chain %s {\n    # %s/%s\n%s    drop\n  }\n", chain, pod.Namespace, pod.Name, strings.Join(lines, ""))
			fmt.Fprintf(&jumps, "    ip %s %s jump %s\n", own, pod.Status.PodIP, chain)
		}
	}
	// A table must exist before it can be deleted.
	return fmt.Sprintf("table ip %[1]s {}\ndelete table ip %[1]s\ntable ip %[1]s {\n%[2]s  chain forward {\n"+
		"    type filter hook forward priority filter; policy accept;\n    ct state established,related accept\n%[3]s  }\n}\n",
		table, chains.String(), jumps.String())
}

// The connections that a pod's policies allow, and whether any policy selects it at all.
func (c cluster) judge(pod *v1.Pod, direction networking.PolicyType) (lines []string, selected bool) {
	for _, policy := range c.policies {
		if policy.Namespace != pod.Namespace || !matches(&policy.Spec.PodSelector, pod.Labels) || !applies(policy, direction) {
			continue
		}
		selected = true
		if direction == networking.PolicyTypeIngress {
			for _, rule := range policy.Spec.Ingress {
				// A named port is the name of a port of this pod.
				lines = append(lines, c.allow("saddr", policy.Namespace, rule.From, rule.Ports, func(port networking.NetworkPolicyPort) []match {
					return portsOf(port, []*v1.Pod{pod})
				})...)
			}
		} else {
			for _, rule := range policy.Spec.Egress {
				// ... or of the pods at the other end.
				lines = append(lines, c.allow("daddr", policy.Namespace, rule.To, rule.Ports, func(port networking.NetworkPolicyPort) []match {
					return portsOf(port, c.pods)
				})...)
			}
		}
	}
	return lines, selected
}

// A condition on a packet: a port, and perhaps the one address that has it under a name.
type match struct{ port, address string }

func (c cluster) allow(other, namespace string, peers []networking.NetworkPolicyPeer, ports []networking.NetworkPolicyPort,
	named func(networking.NetworkPolicyPort) []match) (lines []string) {
	sources := []string{""}
	if len(peers) > 0 {
		sources = c.sources(other, namespace, peers)
	}
	targets := []match{{}}
	if len(ports) > 0 {
		targets = nil
		for _, port := range ports {
			targets = append(targets, named(port)...)
		}
	}
	for _, source := range sources {
		for _, target := range targets {
			lines = append(lines, "    "+strings.Join(strings.Fields(source+" "+target.address+" "+target.port+" return"), " ")+"\n")
		}
	}
	return lines
}

// Who the peers are, as conditions on the address at the other end.
func (c cluster) sources(other, namespace string, peers []networking.NetworkPolicyPeer) (conditions []string) {
	var addresses []string
	for _, peer := range peers {
		if block := peer.IPBlock; block != nil {
			// Addresses of IP version 6 do not occur here.
			if strings.Contains(block.CIDR, ":") {
				continue
			}
			condition := fmt.Sprintf("ip %s %s", other, block.CIDR)
			if len(block.Except) > 0 {
				condition += fmt.Sprintf(" ip %s != { %s }", other, strings.Join(block.Except, ", "))
			}
			conditions = append(conditions, condition)
			continue
		}
		for _, pod := range c.pods {
			if !hasAddress(pod) || pod.Spec.HostNetwork {
				continue
			}
			if peer.NamespaceSelector == nil && pod.Namespace != namespace {
				continue
			}
			if peer.NamespaceSelector != nil && !matches(peer.NamespaceSelector, c.namespaces[pod.Namespace]) {
				continue
			}
			if peer.PodSelector != nil && !matches(peer.PodSelector, pod.Labels) {
				continue
			}
			addresses = append(addresses, pod.Status.PodIP)
		}
	}
	if len(addresses) > 0 {
		sort.Strings(addresses)
		conditions = append(conditions, fmt.Sprintf("ip %s { %s }", other, strings.Join(addresses, ", ")))
	}
	return conditions
}

func portsOf(port networking.NetworkPolicyPort, pods []*v1.Pod) []match {
	protocol := v1.ProtocolTCP
	if port.Protocol != nil {
		protocol = *port.Protocol
	}
	name := strings.ToLower(string(protocol))
	if port.Port == nil {
		return []match{{port: "meta l4proto " + name}}
	}
	if port.Port.Type == intstr.Int {
		if port.EndPort != nil {
			return []match{{port: fmt.Sprintf("%s dport %d-%d", name, port.Port.IntVal, *port.EndPort)}}
		}
		return []match{{port: fmt.Sprintf("%s dport %d", name, port.Port.IntVal)}}
	}
	var found []match
	for _, pod := range pods {
		if !hasAddress(pod) {
			continue
		}
		for _, container := range pod.Spec.Containers {
			for _, candidate := range container.Ports {
				if candidate.Name == port.Port.StrVal && candidate.Protocol == protocol {
					found = append(found, match{port: fmt.Sprintf("%s dport %d", name, candidate.ContainerPort), address: "ip daddr " + pod.Status.PodIP})
				}
			}
		}
	}
	return found
}

func applies(policy *networking.NetworkPolicy, direction networking.PolicyType) bool {
	for _, kind := range policy.Spec.PolicyTypes {
		if kind == direction {
			return true
		}
	}
	return false
}

func matches(selector *metav1.LabelSelector, set labels.Set) bool {
	parsed, err := metav1.LabelSelectorAsSelector(selector)
	return err == nil && parsed.Matches(set)
}

// A pod that has ended gives its address back.
func hasAddress(pod *v1.Pod) bool {
	return pod.Status.PodIP != "" && pod.Status.Phase != v1.PodSucceeded && pod.Status.Phase != v1.PodFailed
}
