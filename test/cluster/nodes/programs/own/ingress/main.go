// Serves the Ingresses of one class (its argument), with TLS from their Secrets. It stands where a real cluster has a
// controller of somebody's choice, and knows what networking.k8s.io/v1 says, but no annotations.
package main

import (
	"context"
	"crypto/tls"
	"fmt"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"os"
	"strings"

	networking "k8s.io/api/networking/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	core "k8s.io/client-go/listers/core/v1"
	listers "k8s.io/client-go/listers/networking/v1"
	"k8s.io/client-go/rest"
	"k8s.io/klog/v2"
)

type controller struct {
	class     string
	ingresses listers.IngressLister
	services  core.ServiceLister
	secrets   core.SecretLister
	proxy     *httputil.ReverseProxy
}

func main() {
	configuration, err := rest.InClusterConfig()
	if err != nil {
		klog.Fatal(err)
	}
	factory := informers.NewSharedInformerFactory(kubernetes.NewForConfigOrDie(configuration), 0)
	c := controller{
		class:     os.Args[1],
		ingresses: factory.Networking().V1().Ingresses().Lister(),
		services:  factory.Core().V1().Services().Lister(),
		secrets:   factory.Core().V1().Secrets().Lister(),
	}
	c.proxy = &httputil.ReverseProxy{Rewrite: func(request *httputil.ProxyRequest) {
		request.SetXForwarded()
		request.Out.Host = request.In.Host
		request.Out.URL.Scheme = "http"
		request.Out.URL.Host = request.In.Context().Value(backendKey{}).(*url.URL).Host
	}}
	factory.Start(nil)
	factory.WaitForCacheSync(nil)

	go func() { klog.Fatal(http.ListenAndServe(":80", c)) }()
	server := http.Server{Addr: ":443", Handler: c, TLSConfig: &tls.Config{GetCertificate: c.certificate}}
	klog.Fatal(server.ListenAndServeTLS("", ""))
}

func (c controller) each(visit func(*networking.Ingress)) {
	ingresses, _ := c.ingresses.List(labels.Everything())
	for _, ingress := range ingresses {
		if name := ingress.Spec.IngressClassName; name != nil && *name == c.class {
			visit(ingress)
		}
	}
}

func (c controller) certificate(hello *tls.ClientHelloInfo) (found *tls.Certificate, err error) {
	err = fmt.Errorf("no Ingress has a certificate for %q", hello.ServerName)
	c.each(func(ingress *networking.Ingress) {
		for _, entry := range ingress.Spec.TLS {
			for _, host := range entry.Hosts {
				if !hostMatches(host, hello.ServerName) {
					continue
				}
				secret, missing := c.secrets.Secrets(ingress.Namespace).Get(entry.SecretName)
				if missing != nil {
					err = missing
					continue
				}
				var pair tls.Certificate
				if pair, err = tls.X509KeyPair(secret.Data["tls.crt"], secret.Data["tls.key"]); err == nil {
					found = &pair
				}
			}
		}
	})
	return found, err
}

type backendKey struct{}

func (c controller) ServeHTTP(response http.ResponseWriter, request *http.Request) {
	backend := c.backend(request)
	if backend == nil {
		http.NotFound(response, request)
		return
	}
	c.proxy.ServeHTTP(response, request.WithContext(context.WithValue(request.Context(), backendKey{}, backend)))
}

// The Service behind a request: of all paths that match, an exact one, else the longest.
func (c controller) backend(request *http.Request) (found *url.URL) {
	host, _, err := net.SplitHostPort(request.Host)
	if err != nil {
		host = request.Host
	}
	longest := -1
	c.each(func(ingress *networking.Ingress) {
		for _, rule := range ingress.Spec.Rules {
			if rule.HTTP == nil || (rule.Host != "" && !hostMatches(rule.Host, host)) {
				continue
			}
			for _, path := range rule.HTTP.Paths {
				length := pathMatches(path, request.URL.Path)
				if length <= longest || path.Backend.Service == nil {
					continue
				}
				service, err := c.services.Services(ingress.Namespace).Get(path.Backend.Service.Name)
				if err != nil {
					continue
				}
				for _, port := range service.Spec.Ports {
					if wanted := path.Backend.Service.Port; port.Name == wanted.Name && wanted.Name != "" || port.Port == wanted.Number {
						found = &url.URL{Host: net.JoinHostPort(service.Spec.ClusterIP, fmt.Sprint(port.Port))}
						longest = length
					}
				}
			}
		}
	})
	return found
}

func hostMatches(pattern, host string) bool {
	if suffix, wildcard := strings.CutPrefix(pattern, "*."); wildcard {
		_, rest, _ := strings.Cut(host, ".")
		return rest == suffix
	}
	return strings.EqualFold(pattern, host)
}

// How long a match is; -1 if it is none.
func pathMatches(rule networking.HTTPIngressPath, path string) int {
	const exact = 1 << 20
	if *rule.PathType == networking.PathTypeExact {
		if rule.Path == path {
			return exact
		}
		return -1
	}
	prefix := strings.TrimSuffix(rule.Path, "/")
	if path == prefix || strings.HasPrefix(path, prefix+"/") {
		return len(prefix)
	}
	return -1
}
