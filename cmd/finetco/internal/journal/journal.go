// Package journal keeps what a long run has finished, so that another process can go on with it after this one was
// killed, at any instant.
//
// A journal is one file that only grows: a line that names the format, then records, each with its length and a
// checksum. The first record says which run it is; every other holds what was finished under one key. Opening it reads
// up to the first record that is torn or damaged and cuts the rest off, which is then not finished.
//
// What is put is with the system when Put returns: a killed process loses nothing. It is forced onto the disk once a
// second and when the journal is closed: a power failure loses at most the last second.
package journal

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"sync"
	"time"
)

// format begins the file.
const format = "finetco/journal/1\n"

// A record is its head, then the payload. The head, in little-endian order: the length of the payload in bytes, the
// checksum of everything but itself, and the key.
const (
	headSize   = 4 + 4 + 8
	maxPayload = 1 << 30 // bytes
)

// castagnoli is the polynomial that processors have an instruction for (RFC 3720).
var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// syncEvery is the longest time for which a power failure undoes what was put.
const syncEvery = time.Second

// A Journal is open for reading and for more records. Its methods may be called from many goroutines.
type Journal struct {
	file *os.File

	mu     sync.Mutex
	places map[uint64]place
	end    int64
	synced time.Time
	failed error // the first of a write: what comes after it would be cut off
}

// A place is where a payload stands in the file.
type place struct {
	at     int64
	length int
}

// Create starts a journal of the run that identity describes, in place of the file at path.
func Create(path string, identity []byte) (*Journal, error) {
	file, err := os.Create(path)
	if err != nil {
		return nil, err
	}
	j := &Journal{file: file, places: map[uint64]place{}, synced: time.Now()}
	if _, err := file.WriteString(format); err != nil {
		return nil, errors.Join(err, file.Close())
	}
	j.end = int64(len(format))
	if err := j.append(0, identity); err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return j, nil
}

// ErrNone says that there is no journal, or none whose beginning is whole.
var ErrNone = errors.New("no journal")

// Open goes on with the journal at path and returns the identity of its run. The error wraps ErrNone where there is
// nothing to go on with.
func Open(path string) (*Journal, []byte, error) {
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil, fmt.Errorf("%w at %s", ErrNone, path)
	}
	if err != nil {
		return nil, nil, err
	}
	j := &Journal{file: file, places: map[uint64]place{}, synced: time.Now()}
	identity, err := j.read()
	if err != nil {
		return nil, nil, errors.Join(err, file.Close())
	}
	return j, identity, nil
}

// read finds the records and cuts off what follows the last whole one.
func (j *Journal) read() (identity []byte, err error) {
	info, err := j.file.Stat()
	if err != nil {
		return nil, err
	}
	start := make([]byte, len(format))
	if _, err := j.file.ReadAt(start, 0); err != nil && err != io.EOF {
		return nil, err
	}
	if string(start) != format {
		return nil, fmt.Errorf("%w at %s", ErrNone, j.file.Name())
	}
	j.end = int64(len(format))
	for {
		key, payload, err := readRecord(j.file, j.end, info.Size())
		if err == errTorn {
			break
		}
		if err != nil {
			return nil, err
		}
		if identity == nil {
			identity = payload
		} else {
			j.places[key] = place{j.end + headSize, len(payload)}
		}
		j.end += headSize + int64(len(payload))
	}
	if identity == nil {
		return nil, fmt.Errorf("%w at %s", ErrNone, j.file.Name())
	}
	if j.end == info.Size() {
		return identity, nil
	}
	return identity, j.file.Truncate(j.end)
}

var errTorn = errors.New("a record is not whole")

// readRecord reads the record at an offset of a file of the given size.
func readRecord(file io.ReaderAt, at, size int64) (key uint64, payload []byte, err error) {
	var head [headSize]byte
	if at+headSize > size {
		return 0, nil, errTorn
	}
	if _, err := file.ReadAt(head[:], at); err != nil {
		return 0, nil, err
	}
	length := int64(binary.LittleEndian.Uint32(head[:]))
	if length > maxPayload || at+headSize+length > size {
		return 0, nil, errTorn
	}
	payload = make([]byte, length)
	if _, err := file.ReadAt(payload, at+headSize); err != nil && length > 0 {
		return 0, nil, err
	}
	if binary.LittleEndian.Uint32(head[4:]) != checksum(head[:], payload) {
		return 0, nil, errTorn
	}
	return binary.LittleEndian.Uint64(head[8:]), payload, nil
}

// checksum is CRC-32C over the length, the key and the payload. It is not 0 for a record of zeros, which is what some
// file systems leave at the end after a power failure.
func checksum(head, payload []byte) uint32 {
	sum := crc32.Update(0, castagnoli, head[:4])
	sum = crc32.Update(sum, castagnoli, head[8:headSize])
	return crc32.Update(sum, castagnoli, payload)
}

// Len is the number of keys.
func (j *Journal) Len() int {
	j.mu.Lock()
	defer j.mu.Unlock()
	return len(j.places)
}

// Has reports whether something was put under the key.
func (j *Journal) Has(key uint64) bool {
	j.mu.Lock()
	defer j.mu.Unlock()
	_, found := j.places[key]
	return found
}

// Get returns what was put last under the key; nil if nothing was.
func (j *Journal) Get(key uint64) ([]byte, error) {
	j.mu.Lock()
	p, found := j.places[key]
	j.mu.Unlock()
	if !found {
		return nil, nil
	}
	payload := make([]byte, p.length)
	if _, err := j.file.ReadAt(payload, p.at); err != nil {
		return nil, fmt.Errorf("journal: %w", err)
	}
	return payload, nil
}

// Put records the payload under the key, over what was put there before.
func (j *Journal) Put(key uint64, payload []byte) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	at := j.end
	if err := j.append(key, payload); err != nil {
		return err
	}
	j.places[key] = place{at + headSize, len(payload)}
	if now := time.Now(); now.Sub(j.synced) >= syncEvery {
		j.synced = now
		j.failed = j.file.Sync()
	}
	return j.failed
}

// append writes a record at the end, in one piece.
func (j *Journal) append(key uint64, payload []byte) error {
	if j.failed != nil {
		return j.failed
	}
	if len(payload) > maxPayload {
		return fmt.Errorf("journal: a record of %d bytes", len(payload))
	}
	var record bytes.Buffer
	record.Grow(headSize + len(payload))
	var head [headSize]byte
	binary.LittleEndian.PutUint32(head[:], uint32(len(payload)))
	binary.LittleEndian.PutUint64(head[8:], key)
	binary.LittleEndian.PutUint32(head[4:], checksum(head[:], payload))
	record.Write(head[:])
	record.Write(payload)
	if _, j.failed = j.file.WriteAt(record.Bytes(), j.end); j.failed != nil {
		return j.failed
	}
	j.end += int64(record.Len())
	return nil
}

// Close forces everything onto the disk and closes the file.
func (j *Journal) Close() error {
	j.mu.Lock()
	defer j.mu.Unlock()
	return errors.Join(j.file.Sync(), j.file.Close())
}
