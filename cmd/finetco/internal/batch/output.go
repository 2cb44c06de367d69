package batch

import (
	"bufio"
	"cmp"
	"errors"
	"io"
	"math"
	"slices"

	"finetco/report"
	"finetco/scenarios"
	"finetco/sim"
)

// output is where finished scenarios go: the growing files, the slim result, and the few that are kept whole.
type output struct {
	batch   *Batch
	files   []*growing // results, summary, assumptions
	best    ranking
	folders *report.Folders // of pictures
}

// growing is a file that every scenario adds to.
type growing struct {
	file io.WriteCloser
	*bufio.Writer
}

func (b *Batch) open() (*output, error) {
	out := &output{batch: b, best: ranking{most: report.FirstScenarios}, folders: report.NewFolders()}
	for _, name := range []string{report.ResultsFile, report.SummaryFile, report.AssumptionsFile} {
		file, err := b.Out.Create(name)
		if err != nil {
			return nil, errors.Join(err, out.close(false))
		}
		out.files = append(out.files, &growing{file, bufio.NewWriterSize(file, 1<<20)})
	}
	opening, err := report.Opening(b.Result, b.Report)
	if err == nil {
		err = out.write(opening)
	}
	return out, err
}

// add takes a scenario in its turn.
func (o *output) add(f *finished) error {
	if err := o.write(f.part); err != nil {
		return err
	}
	whole := f.outcome.Scenario
	if len(o.batch.Report.Plots) > 0 {
		for _, picture := range report.Pictures(whole, o.folders.Name(whole.Scenario), o.batch.Report) {
			if err := o.batch.Out.Write(picture.Path, picture.Write); err != nil {
				return err
			}
		}
	}
	result := o.batch.Result
	f.outcome.Scenario = report.Slim(whole)
	result.Add(f.outcome)
	if dropped := o.best.offer(ranked{f.row, p80(whole), whole, f.scenario}); dropped != nil {
		result.Scenarios[dropped.row] = report.Slim(dropped.result)
	}
	if o.best.has(f.row) {
		result.Scenarios[f.row] = whole
	}
	return nil
}

func (o *output) write(p report.Part) error {
	for k, bytes := range [][]byte{p.Results, p.Summary, p.Assumptions} {
		if _, err := o.files[k].Write(bytes); err != nil {
			return err
		}
	}
	return nil
}

// close ends the files; a whole batch gets its closing line.
func (o *output) close(whole bool) error {
	var all error
	if whole {
		closing, err := report.Closing(o.batch.Result)
		if err == nil {
			err = o.write(closing)
		}
		all = err
	}
	for _, f := range o.files {
		all = errors.Join(all, f.Flush(), f.file.Close())
	}
	return all
}

// A ranking keeps the scenarios with the lowest P80, the earlier row of equals.
type ranking struct {
	most int
	kept []ranked
}

type ranked struct {
	row      int
	p80      float64
	result   *sim.ScenarioResult
	scenario *scenarios.Scenario
}

// offer takes a scenario in and returns the one that it drives out, perhaps itself; nil while there is room.
func (r *ranking) offer(s ranked) *ranked {
	at, _ := slices.BinarySearchFunc(r.kept, s, func(a, b ranked) int {
		return cmp.Or(cmp.Compare(a.p80, b.p80), cmp.Compare(a.row, b.row))
	})
	r.kept = slices.Insert(r.kept, at, s)
	if len(r.kept) <= r.most {
		return nil
	}
	last := r.kept[r.most]
	r.kept = r.kept[:r.most]
	return &last
}

func (r *ranking) has(row int) bool {
	return slices.ContainsFunc(r.kept, func(s ranked) bool { return s.row == row })
}

func (r *ranking) scenarios() []*scenarios.Scenario {
	var all []*scenarios.Scenario
	for _, s := range r.kept {
		all = append(all, s.scenario)
	}
	return all
}

func p80(s *sim.ScenarioResult) float64 {
	x := s.Metrics[0].Percentile(80)
	if math.IsNaN(x) {
		return math.Inf(1)
	}
	return x
}
