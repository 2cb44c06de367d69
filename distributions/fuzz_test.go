package distributions

import (
	"errors"
	"math"
	"testing"
)

// FuzzParse holds every cell to one oracle: no panic; an error's position lies inside the cell; what is accepted prints
// and reads back, and its median is a finite number inside the support.
func FuzzParse(f *testing.F) {
	for _, c := range malformed {
		f.Add(c.cell)
	}
	for _, c := range everyFamily {
		f.Add(c)
	}
	f.Fuzz(func(t *testing.T, cell string) {
		d, err := Parse(cell, testData)
		if err != nil {
			var e *Error
			if !errors.As(err, &e) {
				t.Fatalf("%T is no *Error", err)
			}
			if e.Offset < 0 || e.Offset+len(e.Got) > len(cell) || cell[e.Offset:e.Offset+len(e.Got)] != e.Got {
				t.Fatalf("%+v does not lie inside %q", e, cell)
			}
			return
		}
		roundTrip(t, d)
		low, high := d.Support()
		if m := Median(d); math.IsNaN(m) || math.IsInf(m, 0) || m < low || m > high {
			t.Fatalf("%s has median %v outside [%v, %v]", d, m, low, high)
		}
	})
}
