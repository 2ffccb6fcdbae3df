package main

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"time"
)

// A promise is a line of the table. Its figure is what the test reports under
// its name.
type promise struct{ part, what, name, test string }

// slowestBomb is how long a file may take to be refused, in seconds, when no
// race detector slows the tests down.
const slowestBomb = 1

var promises = []promise{
	{"faults", "a stream that is cut is never taken for a whole reply", "cuts", "TestFaultCutStreams"},
	{"faults", "Retry-After: never early, never longer than 120 s without saying so", "waits", "TestFault29WaitsAreKept"},
	{"faults", "a hostile body of 256 MiB costs at most 64 MiB of heap", "heap", "TestFault12AHostileBodyCostsLittle"},

	{"durability", "an interview killed at a random moment goes on as if it had not been", "kills", "TestFault85AnInterviewKilledAnywhereGoesOnAsIfItHadNot"},
	{"durability", "so does one killed at each write, fsync and rename", "hooks", "TestFaultOfKills"},
	{"durability", "a writer that is killed loses no turn that it acknowledged", "store", "TestFaultOfKills"},
	{"durability", "a run of 5,000 cases that is killed pays for nothing twice", "evals", "TestARunKilledAgainAndAgainPaysForNothingTwice"},
	{"durability", "a cut of the power loses no turn that was acknowledged", "power", "TestPowerCuts"},
	{"durability", "each request comes after the fsync of its answers", "trace", "TestEveryRequestComesAfterTheSyncOfItsAnswers"},
	{"durability", "a torn last record is set aside", "torn", "TestFaultOfFiles"},
	{"durability", "a flipped bit is named, and the rest is read", "bits", "TestFaultOfFiles"},
	{"durability", "a second process on a session is refused", "lock", "TestFaultOfProcess"},
	{"durability", "a full or read-only disk is refused before the first question", "refused", "TestFault"},
	{"durability", "a draft of a long reply is at most 2 s old", "drafts", "TestDraftsAreSavedEveryTwoSecondsAtMost"},

	{"secrets", "a key that servers echo in all they say is found nowhere", "canary", "TestAKeyIsFoundNowhere"},
	{"secrets", "no credential crosses an origin on a redirect", "redirects", "TestNoCredentialCrossesAnOrigin"},
	{"secrets", "files are 0600 and folders 0700 under any umask, from the start", "modes", "TestEveryFileIsForItsOwnerAlone"},

	{"privacy", "the host that gets the text is named before the first call", "host", "TestTheHostIsNamedBeforeTheFirstCall"},
	{"privacy", "CV and role go out only when asked, and only to who speaks", "role", "TestRoleAndCVGoToTheModelThatSpeaksAndNowhereElse"},
	{"privacy", "--local-only holds at the moment of the dial", "local", "TestLocalOnlyIsCheckedWhenDialling"},
	{"privacy", "a deleted session leaves nothing behind", "deleted", "TestADeletedInterviewLeavesNothingBehind"},
	{"privacy", "without a model nothing is sent: no telemetry", "quiet", "TestNothingIsSentWithoutAModel"},

	{"hostile text", "no control, bidi or tag character and no live markup in any output", "hostile", "TestHostileTextReachesNoOutput"},
	{"hostile text", "no export is a spreadsheet, so none holds a formula", "sheets", "TestNothingWritesASpreadsheet"},

	{"hostile files", "rubric bombs are refused within 1 s and 64 MiB", "bombs", "TestBombsAreRefusedInLittleMemory"},
	{"hostile files", "a session id cannot leave its folder", "ids", "TestNoIDLeavesTheFolder"},
	{"hostile files", "base URLs come from the environment alone", "urls", "TestABaseURLComesOnlyFromTheEnvironment"},
	{"hostile files", "plain http goes to this machine only, unless said", "plain", "TestCheckURL"},
}

type fuzzTarget struct{ pkg, name string }

// fuzzTargets are those of the fault table.
var fuzzTargets = []fuzzTarget{
	{"mockstar/rubric/grade", "FuzzVerdict"},
	{"mockstar/rubric/grade", "FuzzVerdictInAnswer"},
	{"mockstar/rubric", "FuzzRubric"},
	{"mockstar/interviewer/journal", "FuzzTranscript"},
	{"mockstar/rubric", "FuzzEvidence"},
	{"mockstar/rubric/guide", "FuzzMarkdownImport"},
	{"mockstar/internal/screen", "FuzzSanitise"},
	{"mockstar/internal/llm/wire", "FuzzSSE"},
	{"mockstar/internal/llm/wire", "FuzzRetryAfter"},
	{"mockstar/interviewer/journal", "FuzzSessionID"},
}

// pattern selects the tests that promises stand on.
func pattern() string {
	names := []string{"Fault"}
	for _, p := range promises {
		names = append(names, "^"+p.test+"$")
	}
	for _, t := range fuzzTargets {
		names = append(names, "^"+t.name+"$")
	}
	return strings.Join(names, "|")
}

// measured are the promises with what the tests reported. Times count when
// the tests ran alone, without the race detector.
func measured(r *results, alone bool) []row {
	figure, err := r.faults()
	rows := []row{{"faults", "every row of the fault table is a named test", figure, err}}
	for _, p := range promises {
		one := row{part: p.part, what: p.what, figure: r.said[p.name]}
		if one.figure == "" {
			one.err = errors.New(p.test + " did not pass, or measured nothing")
		}
		var took float64
		if p.name == "bombs" && alone {
			if _, err := fmt.Sscanf(one.figure, "slowest %f s", &took); err != nil || took > slowestBomb {
				one.err = errors.New("too slow")
			}
		}
		rows = append(rows, one)
		if p.name == lastSecret {
			figure, err := r.keys()
			rows = append(rows, row{p.part, "a key in the environment of all tests is found nowhere", figure, err})
		}
	}
	figure, err = r.targets()
	return append(rows, row{"fuzzing", "the named targets stand and pass their seeds", figure, err})
}

// lastSecret is the promise after which the canary of the whole run is told.
const lastSecret = "modes"

func fuzzAll(each time.Duration) error {
	for _, t := range fuzzTargets {
		fmt.Printf("%s %s\n", t.pkg, t.name)
		c := command("test", t.pkg, "-run", "^$", "-fuzz", "^"+t.name+"$", "-fuzztime", each.String())
		c.Stdout = os.Stdout
		if err := c.Run(); err != nil {
			return fmt.Errorf("fuzz %s: %w; what crashed it is kept in testdata/fuzz", t.name, err)
		}
	}
	return nil
}
