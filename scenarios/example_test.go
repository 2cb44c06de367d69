package scenarios_test

import (
	"fmt"
	"strings"

	"finetco/scenarios"
)

func ExampleLoad() {
	project, problems := scenarios.Load([]scenarios.Tables{scenarios.Example()}, scenarios.Options{})
	if project == nil {
		fmt.Println(problems)
		return
	}
	for _, s := range project.Scenarios {
		gpu := s.Cell("gpu_usd_per_hour")
		fmt.Printf("%-13s %s (%s), %d risks\n", s.Name+":", gpu.Text, gpu.Origin, len(s.Risks))
	}
	// Output:
	// cloud:        pert(1; 1.32; 2) (preset), 5 risks
	// own hardware: pert(0.1; 0.2; 0.4) (preset), 5 risks
	// hosted:       pert(20; 45; 100) (preset), 5 risks
	// retrieval:    0 (preset), 5 risks
	// small model:  0 (preset), 5 risks
}

func ExampleLoad_problems() {
	table := `scenario,preset,gpu_usd_per_hour,horizon_months
7B,self-hosted,1.32,60
13B,self-hostd,"2,20",60.5
`
	tables, err := scenarios.Reader("lora.csv", strings.NewReader(table))
	if err != nil {
		fmt.Println(err)
		return
	}
	_, problems := scenarios.Load([]scenarios.Tables{tables}, scenarios.Options{})
	for _, problem := range problems {
		fmt.Println(problem)
	}
	// Output:
	// lora.csv:3:5: preset of scenario "13B": want self-hosted, owned-hardware, hosted-api, rag, small-model or none
	//     got "self-hostd"; did you mean self-hosted?
	// lora.csv:3:16: gpu_usd_per_hour of scenario "13B": want USD per GPU-hour, a number or a distribution
	//     got "2,20" (a comma is no decimal point); did you mean 2.20?
	// lora.csv:3:23: horizon_months of scenario "13B": want whole months from kick-off, a number
	//     got "60.5" (no whole number); did you mean 61?
}
