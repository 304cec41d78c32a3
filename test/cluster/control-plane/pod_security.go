package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/kubernetes/pkg/kubelet/sysctl"
	"k8s.io/pod-security-admission/api"
	"k8s.io/pod-security-admission/policy"
)

// span holds the reasons against a pod from one policy version on, until the next span.
type span struct {
	Since      int      `json:"since"`
	Baseline   []string `json:"baseline"`
	Restricted []string `json:"restricted"`
}

// judgePods answers each line of the input, a pod, by one line: its spans at all policy versions up to the newest.
func judgePods(input io.Reader, output io.Writer) error {
	evaluator, err := policy.NewEvaluator(policy.DefaultChecks(), nil)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(output)
	defer out.Flush()
	pods, answers := json.NewDecoder(input), json.NewEncoder(out)
	for {
		var pod corev1.Pod
		if err := pods.Decode(&pod); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		if err := answers.Encode(spansOf(evaluator, &pod)); err != nil {
			return err
		}
	}
}

func spansOf(evaluator policy.Evaluator, pod *corev1.Pod) []span {
	spans := []span{}
	for minor := 0; minor <= newestMinor(); minor++ {
		version := api.MajorMinorVersion(1, minor)
		next := span{
			Since:      minor,
			Baseline:   reasonsAgainst(evaluator, api.LevelBaseline, version, pod),
			Restricted: reasonsAgainst(evaluator, api.LevelRestricted, version, pod),
		}
		last := len(spans) - 1
		if last >= 0 && slices.Equal(spans[last].Baseline, next.Baseline) && slices.Equal(spans[last].Restricted, next.Restricted) {
			continue
		}
		spans = append(spans, next)
	}
	return spans
}

func reasonsAgainst(evaluator policy.Evaluator, level api.Level, version api.Version, pod *corev1.Pod) []string {
	reasons := []string{}
	for _, result := range evaluator.EvaluatePod(api.LevelVersion{Level: level, Version: version}, &pod.ObjectMeta, &pod.Spec) {
		if !result.Allowed {
			reasons = append(reasons, result.ForbiddenReason)
		}
	}
	return reasons
}

// newestMinor is that of the newest revision of any check.
func newestMinor() int {
	newest := 0
	for _, check := range policy.DefaultChecks() {
		for _, revision := range check.Versions {
			newest = max(newest, revision.MinimumVersion.Minor())
		}
	}
	return newest
}

type revision struct {
	Since     int              `json:"since"`
	Overrides []policy.CheckID `json:"overrides"`
}
type check struct {
	ID        policy.CheckID `json:"id"`
	Level     api.Level      `json:"level"`
	Revisions []revision     `json:"revisions"`
}

// describePolicy writes what the checks of Pod Security are, and which sysctls the kubelet calls safe.
func describePolicy(output io.Writer) error {
	checks := []check{}
	for _, found := range policy.DefaultChecks() {
		next := check{ID: found.ID, Level: found.Level}
		for _, each := range found.Versions {
			overrides := append([]policy.CheckID{}, each.OverrideCheckIDs...)
			next.Revisions = append(next.Revisions, revision{Since: each.MinimumVersion.Minor(), Overrides: overrides})
		}
		checks = append(checks, next)
	}
	return json.NewEncoder(output).Encode(map[string]any{
		"checks":      checks,
		"safeSysctls": sysctl.SafeSysctlAllowlist(context.Background()),
	})
}

func podSecurity(arguments []string) error {
	switch {
	case len(arguments) == 1 && arguments[0] == "judge":
		return judgePods(os.Stdin, os.Stdout)
	case len(arguments) == 1 && arguments[0] == "describe":
		return describePolicy(os.Stdout)
	}
	return fmt.Errorf("pod-security takes one word: judge or describe")
}
