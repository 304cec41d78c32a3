// Command configuration says what the components themselves say of their configuration. Each line of its input is a JSON
// object with the text of one YAML document; each line of its output is what is wrong with it, as a JSON string, or null.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/runtime/serializer"
	"k8s.io/apimachinery/pkg/util/sets"
	"k8s.io/apimachinery/pkg/util/validation/field"
	api "k8s.io/apiserver/pkg/apis/apiserver"
	"k8s.io/apiserver/pkg/apis/apiserver/install"
	"k8s.io/apiserver/pkg/apis/apiserver/validation"
	auditinstall "k8s.io/apiserver/pkg/apis/audit/install"
	audit "k8s.io/apiserver/pkg/audit/policy"
	authenticationcel "k8s.io/apiserver/pkg/authentication/cel"
	authorizationcel "k8s.io/apiserver/pkg/authorization/cel"
	utilfeature "k8s.io/apiserver/pkg/util/feature"
	clientcmd "k8s.io/client-go/tools/clientcmd/api/latest"
	kubeadm "k8s.io/kubernetes/cmd/kubeadm/app/apis/kubeadm/scheme"
	authorizationmodes "k8s.io/kubernetes/pkg/kubeapiserver/authorizer/modes"
	kubeletconfig "k8s.io/kubernetes/pkg/kubelet/apis/config"
	kubelet "k8s.io/kubernetes/pkg/kubelet/apis/config/scheme"
	kubeletvalidation "k8s.io/kubernetes/pkg/kubelet/apis/config/validation"
	proxy "k8s.io/kubernetes/pkg/proxy/apis/config/scheme"
	scheduler "k8s.io/kubernetes/pkg/scheduler/apis/config/scheme"
	podsecurity "k8s.io/pod-security-admission/admission/api/load"
	"sigs.k8s.io/yaml"
)

type document struct {
	Text string `json:"text"`
}

type loader func(text []byte) error

// loaders are by the group of the document; what is not here has no answer.
var loaders = map[string]loader{
	"audit.k8s.io":                         loadAudit,
	"apiserver.config.k8s.io":              loadAPIServer,
	"pod-security.admission.config.k8s.io": loadPodSecurity,
	"kubelet.config.k8s.io":                loadKubelet,
	"kubeadm.k8s.io":                       strictly(kubeadm.Scheme),
	"kubeproxy.config.k8s.io":              strictly(proxy.Scheme),
	"kubescheduler.config.k8s.io":          strictly(scheduler.Scheme),
}

func main() {
	if err := answer(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "configuration:", err)
		os.Exit(1)
	}
}

func answer(input io.Reader, output io.Writer) error {
	out := bufio.NewWriter(output)
	defer out.Flush()
	documents, answers := json.NewDecoder(input), json.NewEncoder(out)
	for {
		var next document
		if err := documents.Decode(&next); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		var said *string
		if err := load([]byte(next.Text)); err != nil {
			text := err.Error()
			said = &text
		}
		if err := answers.Encode(said); err != nil {
			return err
		}
	}
}

func load(text []byte) error {
	var typed runtime.TypeMeta
	if err := yaml.Unmarshal(text, &typed); err != nil {
		return err
	}
	if typed.APIVersion == "v1" && typed.Kind == "Config" {
		return strictly(clientcmd.Scheme)(text)
	}
	version, err := schema.ParseGroupVersion(typed.APIVersion)
	if err != nil {
		return err
	}
	one, known := loaders[version.Group]
	if !known {
		return fmt.Errorf("no component is known to load %s, Kind=%s", typed.APIVersion, typed.Kind)
	}
	return one(text)
}

func strictly(scheme *runtime.Scheme) loader {
	return func(text []byte) error {
		_, err := decode(scheme, text)
		return err
	}
}

func decode(scheme *runtime.Scheme, text []byte) (runtime.Object, error) {
	codecs := serializer.NewCodecFactory(scheme, serializer.EnableStrict)
	return runtime.Decode(codecs.UniversalDecoder(), text)
}

// loadAudit is stricter than the API server, which only logs fields that it does not know.
func loadAudit(text []byte) error {
	scheme := runtime.NewScheme()
	auditinstall.Install(scheme)
	if _, err := decode(scheme, text); err != nil {
		return err
	}
	_, err := audit.LoadPolicyFromBytes(text)
	return err
}

func loadPodSecurity(text []byte) error {
	_, err := podsecurity.LoadFromData(text)
	return err
}

func loadKubelet(text []byte) error {
	_, codecs, err := kubelet.NewSchemeAndCodecs(serializer.EnableStrict)
	if err != nil {
		return err
	}
	object, err := runtime.Decode(codecs.UniversalDecoder(), text)
	if err != nil {
		return err
	}
	if configuration, is := object.(*kubeletconfig.KubeletConfiguration); is {
		// What this machine runs decides nothing.
		configuration.FailCgroupV1 = false
		return kubeletvalidation.ValidateKubeletConfiguration(configuration, utilfeature.DefaultFeatureGate)
	}
	return nil
}

func loadAPIServer(text []byte) error {
	scheme := runtime.NewScheme()
	install.Install(scheme)
	object, err := decode(scheme, text)
	if err != nil {
		return err
	}
	switch configuration := object.(type) {
	case *api.AuthenticationConfiguration:
		compiler := authenticationcel.NewDefaultCompiler()
		return validation.ValidateAuthenticationConfiguration(compiler, configuration, nil).ToAggregate()
	case *api.AuthorizationConfiguration:
		compiler := authorizationcel.NewDefaultCompiler()
		known := sets.New(authorizationmodes.AuthorizationModeChoices...)
		repeatable := sets.New(string(api.TypeWebhook))
		return validation.ValidateAuthorizationConfiguration(compiler, nil, configuration, known, repeatable).ToAggregate()
	case *api.EncryptionConfiguration:
		return validation.ValidateEncryptionConfiguration(configuration, false).ToAggregate()
	case *api.AdmissionConfiguration:
		return loadPlugins(configuration)
	case *api.EgressSelectorConfiguration:
		return nil
	}
	return fmt.Errorf("no loader for %T", object)
}

// loadPlugins loads what is written in place for the plugins that have a configuration of their own.
func loadPlugins(configuration *api.AdmissionConfiguration) error {
	var failed []error
	for _, plugin := range configuration.Plugins {
		if plugin.Configuration == nil || plugin.Name != "PodSecurity" {
			continue
		}
		if err := loadPodSecurity(plugin.Configuration.Raw); err != nil {
			failed = append(failed, field.Invalid(field.NewPath("plugins").Key(plugin.Name), "", err.Error()))
		}
	}
	return errors.Join(failed...)
}
