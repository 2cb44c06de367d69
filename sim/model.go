package sim

import (
	"fmt"
	"math"

	"finetco/distributions"
	"finetco/scenarios"
	"finetco/sim/draws"
	"finetco/sim/lifetime"
)

// A Model is a scenario compiled for simulation: names are resolved to columns, cells to quantile tables, correlations
// to factors. It is immutable and safe for concurrent use.
type Model struct {
	Scenario *scenarios.Scenario
	Warnings []Warning

	life       *lifetime.Model
	medians    lifetime.Drawn // every cell at its median: the base of the point estimate, constants for all
	inputs     []uncertain    // by catalog order
	lines      []line         // what is drawn once per lifetime besides the inputs, each on its own
	dependence *draws.Dependence
	budgetUSD  float64 // NaN for none
}

// uncertain is an input that is drawn.
type uncertain struct {
	name  string
	input int // its place in lifetime.Inputs
	table *distributions.Table
}

// A line is a risk's probability or frequency, or the cost of a further cost, where it is uncertain.
type line struct {
	stream string
	table  *distributions.Table
	risk   int // by risk, −1 for a cost
	cost   int // by further cost, −1 for a risk
}

// Compile prepares a scenario. The error tells of correlations that no repair can satisfy, or of a point estimate too
// large to reckon with: an *OverflowError.
func Compile(s *scenarios.Scenario) (*Model, error) {
	m := &Model{Scenario: s, life: &lifetime.Model{}, budgetUSD: math.NaN()}
	catalog := scenarios.Catalog()
	for i, cell := range s.Cells {
		switch {
		case catalog[i].Name == "overhead_base":
			m.life.OverheadOnCompute = cell.Text == "compute"
		case cell.Distribution == nil:
			m.medians.Inputs[i] = math.Inf(1) // an absent service_months ends at the horizon, an absent budget is never overrun
		default:
			m.medians.Inputs[i] = distributions.Median(cell.Distribution)
			if _, constant := distributions.IsConstant(cell.Distribution); !constant {
				m.inputs = append(m.inputs, uncertain{catalog[i].Name, i, distributions.Compile(cell.Distribution)})
			}
		}
	}
	if budget := s.Cell("budget_usd").Distribution; budget != nil {
		m.budgetUSD = distributions.Median(budget)
	}
	m.life.Horizon = horizonOf(s)
	m.compileRisks()
	m.compileCosts()
	if err := m.compileDependence(); err != nil {
		return nil, err
	}
	return m, m.checkPoint()
}

// horizonOf is the number of months that are counted.
func horizonOf(s *scenarios.Scenario) int {
	return int(distributions.Median(s.Cell("horizon_months").Distribution))
}

func (m *Model) compileRisks() {
	m.medians.RiskChance = make([]float64, len(m.Scenario.Risks))
	for r, risk := range m.Scenario.Risks {
		compiled := lifetime.Risk{Operate: risk.Phase == scenarios.Operate, PerYear: risk.PerYear != nil, USD: distributions.Compile(risk.USD)}
		if risk.DelayMonths != nil {
			compiled.DelayMonths = distributions.Compile(risk.DelayMonths)
		}
		m.life.Risks = append(m.life.Risks, compiled)
		chance, stream := chanceOf(risk)
		m.medians.RiskChance[r] = distributions.Median(chance)
		if _, constant := distributions.IsConstant(chance); !constant {
			m.lines = append(m.lines, line{stream, distributions.Compile(chance), r, -1})
		}
	}
}

// chanceOf is what is drawn once of a risk, and the name of its stream.
func chanceOf(risk scenarios.Risk) (chance distributions.Distribution, stream string) {
	if risk.PerYear != nil {
		return risk.PerYear, "risk/" + risk.Name + "/per_year"
	}
	return risk.Probability, "risk/" + risk.Name + "/probability"
}

// costStream is the name of the stream that a further cost is drawn from.
func costStream(cost scenarios.Cost) string { return "cost/" + cost.Name + "/usd" }

var timings = map[scenarios.Timing]lifetime.Timing{
	scenarios.Once:                lifetime.Once,
	scenarios.Monthly:             lifetime.Monthly,
	scenarios.MonthlyLive:         lifetime.MonthlyLive,
	scenarios.PerRetrain:          lifetime.PerRetrain,
	scenarios.PerThousandRequests: lifetime.Per1000Requests,
}

func (m *Model) compileCosts() {
	m.medians.CostUSD = make([]float64, len(m.Scenario.Costs))
	for c, cost := range m.Scenario.Costs {
		m.life.Costs = append(m.life.Costs, timings[cost.Timing])
		m.medians.CostUSD[c] = distributions.Median(cost.USD)
		if _, constant := distributions.IsConstant(cost.USD); !constant {
			m.lines = append(m.lines, line{costStream(cost), distributions.Compile(cost.USD), -1, c})
		}
	}
}

// compileDependence gathers who is correlated with whom: the scenario's pairs, then the default pairs that it does not
// speak of, between uncertain inputs.
func (m *Model) compileDependence() error {
	catalog := scenarios.Catalog()
	column := map[int]int{}
	names, directions := make([]string, len(m.inputs)), make([]int, len(m.inputs))
	for k, u := range m.inputs {
		column[u.input] = k
		names[k], directions[k] = u.name, catalog[u.input].Direction
	}
	var pairs []draws.RankPair
	spoken := map[[2]int]bool{}
	for _, p := range append(append([]scenarios.Pair(nil), m.Scenario.Pairs...), scenarios.DefaultPairs()...) {
		key := [2]int{min(p.A, p.B), max(p.A, p.B)}
		a, aDrawn := column[key[0]]
		b, bDrawn := column[key[1]]
		if !spoken[key] && aDrawn && bDrawn {
			pairs = append(pairs, draws.RankPair{A: a, B: b, Rank: p.RankCorrelation})
		}
		spoken[key] = true
	}
	common := distributions.Median(m.Scenario.Cell("default_correlation").Distribution)
	dependence, warnings, err := draws.NewDependence(directions, names, common, pairs)
	if err != nil {
		return fmt.Errorf("correlations of scenario %q: %w", m.Scenario.Name, err)
	}
	for _, text := range warnings {
		m.Warnings = append(m.Warnings, Warning{m.Scenario.Name, "correlations_mended", text})
	}
	m.dependence = dependence
	return nil
}

// Point keeps the books of the point estimate: every cell at its median, no events but the expected retrains.
func (m *Model) Point() (outputs []float64, months []lifetime.Month) {
	life := lifetime.New(m.life)
	life.Expect(&m.medians)
	return life.Outputs(), life.Months()
}
