package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestBuildsThatHaveTheSameVersionAreToldApart(t *testing.T) {
	one, two := filepath.Join(t.TempDir(), "one"), filepath.Join(t.TempDir(), "two")
	require.NoError(t, os.WriteFile(one, []byte("a program"), 0o600))
	require.NoError(t, os.WriteFile(two, []byte("A program"), 0o600))
	for _, version := range []string{"devel", "unknown", "v0.0.0-20261128194144-7520294af980+dirty"} {
		require.Regexp(t, `^mockstar \S+ build [0-9a-f]{8}$`, buildOf(version, one))
		require.Equal(t, buildOf(version, one), buildOf(version, one))
		require.NotEqual(t, buildOf(version, one), buildOf(version, two), version)
	}
	require.Equal(t, "mockstar v1.2.3", buildOf("v1.2.3", one), "which is that of no other")
	require.Equal(t, "mockstar devel", buildOf("devel", filepath.Join(t.TempDir(), "gone")))

	code, out, errs := mockstar(t, "eval", "run", littleSuite(t))
	require.Equal(t, 0, code, errs)
	require.Contains(t, out, "made by "+build()+", model")
}
