package distributions

import "sync"

// A memo is a value that is worked out when somebody first asks for it: a cell that is checked, described and written is
// asked several times. It is safe for concurrent use.
type memo[T any] struct {
	once  sync.Once
	value T
}

func (m *memo[T]) or(workOut func() T) T {
	m.once.Do(func() { m.value = workOut() })
	return m.value
}
