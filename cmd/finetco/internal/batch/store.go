package batch

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/fxamacker/cbor/v2"

	"finetco/cmd/finetco/internal/journal"
	"finetco/sim"
)

// A Store keeps the outcome of every finished scenario of a run in a journal, by row. Its methods may be called from many
// goroutines.
type Store struct {
	journal  *journal.Journal
	verified bool // only what was verified counts as finished
}

// A Mismatch says that what was finished belongs to another run.
type Mismatch struct{ Differences []string }

func (m *Mismatch) Error() string { return "another run: " + strings.Join(m.Differences, "; ") }

// Start begins a store at path, in place of what is there.
func Start(path string, id Identity, verified bool) (*Store, error) {
	j, err := journal.Create(path, id.encode())
	if err != nil {
		return nil, err
	}
	return &Store{j, verified}, nil
}

// Resume goes on with the store at path, or begins one where there is none. The error is a *Mismatch when it belongs to
// another run.
func Resume(path string, id Identity, verified bool) (*Store, error) {
	j, text, err := journal.Open(path)
	if errors.Is(err, journal.ErrNone) {
		return Start(path, id, verified)
	}
	if err != nil {
		return nil, err
	}
	earlier, err := decodeIdentity(text)
	if err != nil {
		return nil, errors.Join(&Mismatch{[]string{"its journal is of another version of finetco"}}, j.Close())
	}
	if differences := id.differences(earlier); differences != nil {
		return nil, errors.Join(&Mismatch{differences}, j.Close())
	}
	return &Store{j, verified}, nil
}

// Finished is the number of scenarios that an interrupted run of this identity has finished in the store at path.
func Finished(path string, id Identity) (int, error) {
	j, text, err := journal.Open(path)
	switch {
	case errors.Is(err, journal.ErrNone), errors.Is(err, fs.ErrNotExist):
		return 0, nil
	case err != nil:
		return 0, err
	}
	count := 0
	if earlier, err := decodeIdentity(text); err == nil && id.differences(earlier) == nil {
		count = j.Len()
	}
	return count, j.Close()
}

// Finished is the number of scenarios in the store.
func (s *Store) Finished() int { return s.journal.Len() }

// Close forces the store onto the disk.
func (s *Store) Close() error { return s.journal.Close() }

// A record is what is kept of a scenario. CBOR (RFC 8949) keeps every bit of it: NaN, infinities, −0, and whether a list
// is empty or none, which JSON and gob do not.
type record struct {
	Verified bool
	Outcome  *sim.Outcome
}

var (
	encoding = must(cbor.EncOptions{}.EncMode())
	decoding = must(cbor.DecOptions{UTF8: cbor.UTF8DecodeInvalid, MaxArrayElements: 1 << 30, MaxMapPairs: 1 << 16}.DecMode())
)

func must[T any](x T, err error) T {
	if err != nil {
		panic(err)
	}
	return x
}

// add keeps the outcome of the scenario in a row.
func (s *Store) add(row int, outcome *sim.Outcome) error {
	payload, err := encoding.Marshal(record{s.verified, outcome})
	if err != nil {
		return fmt.Errorf("journal: %w", err)
	}
	return s.journal.Put(uint64(row), payload)
}

// outcome returns that of the scenario in a row; nil while it is not finished.
func (s *Store) outcome(row int, name string) (*sim.Outcome, error) {
	payload, err := s.journal.Get(uint64(row))
	if payload == nil || err != nil {
		return nil, err
	}
	var r record
	if err := decoding.Unmarshal(payload, &r); err != nil {
		return nil, fmt.Errorf("journal: scenario %q: %w", name, err)
	}
	if r.Outcome == nil || r.Outcome.Scenario == nil || r.Outcome.Scenario.Scenario != name {
		return nil, fmt.Errorf("journal: it holds another scenario where %q stands", name)
	}
	if s.verified && !r.Verified {
		return nil, nil
	}
	return r.Outcome, nil
}

// unfinished lists the rows of the named scenarios that are left to do.
func (s *Store) unfinished(names []string) ([]int, error) {
	var rows []int
	for row, name := range names {
		if !s.verified && s.journal.Has(uint64(row)) {
			continue
		}
		outcome, err := s.outcome(row, name)
		if err != nil {
			return nil, err
		}
		if outcome == nil {
			rows = append(rows, row)
		}
	}
	return rows, nil
}
