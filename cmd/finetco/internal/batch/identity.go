package batch

import (
	"encoding/json"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"runtime"
	"slices"
	"strings"
)

// An Identity is what decides on the outcome of a run, fact by fact: runs of the same identity find the same numbers to
// the last bit. What decides on their looks alone is no part of it.
type Identity []Fact

// A Fact is one of these things, such as "--seed", "1".
type Fact struct{ What, Value string }

// sum marks the facts whose values say nothing to people.
const sum = "sum:"

// Sum is a fact about the content of a file, by a checksum of it.
func Sum(what, checksum string) Fact { return Fact{what, sum + checksum} }

// castagnoli is the polynomial that processors have an instruction for (RFC 3720).
var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// Program is the fact which program this is: not its version alone, which builds in between share, but its bytes. It is
// for accidents, not for malice, and must not keep a short run waiting: SHA-256 would take five times as long.
func Program() (Fact, error) {
	path, err := os.Executable()
	if err != nil {
		return Fact{}, err
	}
	file, err := os.Open(path)
	if err != nil {
		return Fact{}, err
	}
	defer file.Close()
	hash := crc32.New(castagnoli)
	size, err := io.Copy(hash, file)
	if err != nil {
		return Fact{}, err
	}
	return Sum("the program", fmt.Sprintf("%08x of %d bytes, %s", hash.Sum32(), size, runtime.GOARCH)), nil
}

func (id Identity) encode() []byte {
	text, err := json.Marshal(id)
	if err != nil {
		panic(err) // strings always encode
	}
	return text
}

func decodeIdentity(text []byte) (Identity, error) {
	var id Identity
	err := json.Unmarshal(text, &id)
	return id, err
}

// differences tells what differs from an earlier run, a line each; none for the same.
func (id Identity) differences(earlier Identity) []string {
	var lines []string
	for _, fact := range id {
		switch then := earlier.values(fact.What); {
		case slices.Equal(then, id.values(fact.What)):
		case strings.HasPrefix(fact.Value, sum) && then != nil:
			lines = append(lines, fact.What+" has changed")
		default:
			lines = append(lines, fmt.Sprintf("%s: %s then, %s now", fact.What, listed(then), listed(id.values(fact.What))))
		}
	}
	for _, fact := range earlier {
		if id.values(fact.What) == nil {
			lines = append(lines, fmt.Sprintf("%s: %s then, none now", fact.What, listed(earlier.values(fact.What))))
		}
	}
	return slices.Compact(lines)
}

// values are those of one thing, which may have several.
func (id Identity) values(what string) []string {
	var values []string
	for _, fact := range id {
		if fact.What == what {
			values = append(values, fact.Value)
		}
	}
	return values
}

func listed(values []string) string {
	if values == nil {
		return "none"
	}
	text := strings.Join(values, ", ")
	if strings.HasPrefix(text, sum) {
		return "one"
	}
	return text
}
