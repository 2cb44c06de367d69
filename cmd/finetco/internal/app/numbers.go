package app

import (
	"context"
	"errors"
	"math"
	"strconv"

	"github.com/urfave/cli/v2"

	"finetco/distributions"
)

// complaints gathers what is wrong with a command line, so that all of it is told at once.
type complaints []error

func (c *complaints) add(format string, a ...any) { c.join(badUsage(format, a...)) }

// join adds an error whose text is complete.
func (c *complaints) join(err error) { *c = append(*c, err) }

// err is nil without complaints. Who interrupts wants to hear no others.
func (c complaints) err() error {
	all := errors.Join(c...)
	if all == nil || errors.Is(all, context.Canceled) {
		return all
	}
	return badInput{all.Error()}
}

// number reads a flag's value as a constant of the cell grammar: 65536, 1_000_000, 1.2M, $50k.
func number(c *cli.Context, flag string, low, high float64, wrong *complaints) float64 {
	text := c.String(flag)
	d, err := distributions.Parse(text, nil)
	if err != nil {
		wrong.add("--%s %s: %v", flag, text, err)
		return low
	}
	x, constant := distributions.IsConstant(d)
	switch {
	case !constant:
		wrong.add("--%s %s: want a number, not a distribution", flag, text)
	case x < low || x > high:
		wrong.add("--%s %s: want %s", flag, text, span(low, high))
	default:
		return x
	}
	return low
}

// whole reads a flag's value as a whole number.
func whole(c *cli.Context, flag string, low, high float64, wrong *complaints) int {
	x := number(c, flag, low, high, wrong)
	if x != math.Trunc(x) {
		wrong.add("--%s %s: want a whole number", flag, c.String(flag))
	}
	return int(x)
}

func span(low, high float64) string {
	exact := func(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }
	if math.IsInf(high, 1) {
		return "at least " + exact(low)
	}
	return exact(low) + " to " + exact(high)
}
