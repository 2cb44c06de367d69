package distributions

import "sync"

// Compiled tables are shared: many scenarios repeat a preset's cells. Two generations bound the memory: when the young
// one is full it becomes the old one, and what was old and not asked for since is let go.
const generation = 1024 // tables, some 10 kB each, three times that and more where uniforms are looked up

var cache = struct {
	sync.Mutex
	young, old map[string]*Table
}{young: map[string]*Table{}}

// Compile returns the table of d. The same cell gets the same table, as long as it is remembered.
func Compile(d Distribution) *Table {
	own, ok := d.(law)
	if !ok {
		return &Table{of: d}
	}
	key := identity(own)
	cache.Lock()
	defer cache.Unlock()
	if t := cache.young[key]; t != nil {
		return t
	}
	t := cache.old[key]
	if t == nil {
		t = &Table{of: d}
	}
	if len(cache.young) == generation {
		cache.old, cache.young = cache.young, map[string]*Table{}
	}
	cache.young[key] = t
	return t
}

// identity is the canonical cell, which says everything, and what measured data it names.
func identity(d law) string {
	key := d.String()
	for _, contents := range measured(d, nil) {
		key += "\x00" + string(contents[:])
	}
	return key
}

// measured appends the digests of the data in d.
func measured(d law, digests [][16]byte) [][16]byte {
	switch d := d.(type) {
	case empirical:
		return append(digests, d.contents)
	case affine:
		return measured(d.base, digests)
	case truncated:
		return measured(d.base, digests)
	case mixture:
		for _, c := range d.parts {
			digests = measured(c.law, digests)
		}
	}
	return digests
}
