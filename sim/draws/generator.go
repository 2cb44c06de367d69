package draws

// Events makes the generators of one name, a lifetime each. It is immutable and safe for concurrent use; making one
// hashes the name, so make it once per scenario and not per trial.
type Events struct {
	keys keys
}

// Events returns the maker of generators for a name such as "event/failures". Its generators are unrelated to the
// stream of the same name and do not depend on the design.
func (s Source) Events(name string) Events {
	return Events{newKeys("events", s.seed, name)}
}

// Generator returns the generator of one trial, at its beginning.
func (e Events) Generator(trial uint64) Generator {
	return e.keys.generator(trial)
}

// generator returns one of 2⁶⁴ unrelated generators.
func (k keys) generator(number uint64) Generator {
	step := number * weyl
	return Generator{mix(k[0]+step, k[1]), mix(k[2]+step, k[3])}
}

// Generator returns the generator of one name and trial. In a loop over trials, use Events.
func (s Source) Generator(name string, trial uint64) Generator {
	return s.Events(name).Generator(trial)
}

// A Generator deals out uniforms one after another, for what happens inside a lifetime. It is a value: a copy deals
// the same numbers again. *Generator is a math/rand/v2 Source, so that rand.New gives it the usual variates.
type Generator struct {
	counter, key uint64
}

// Uint64 returns the next 64 random bits.
func (g *Generator) Uint64() uint64 {
	g.counter += weyl
	return mix(g.counter, g.key)
}

// Uniform returns the next uniform in the open interval (0, 1), on the grid of a stream's.
func (g *Generator) Uniform() float64 {
	return open(g.Uint64())
}

// Fill sets dst to the next len(dst) uniforms: the same ones as by Uniform, faster where many are needed at once.
func (g *Generator) Fill(dst []float64) {
	fillHashes(dst, g.counter+weyl, g.key)
	g.counter += uint64(len(dst)) * weyl
}
