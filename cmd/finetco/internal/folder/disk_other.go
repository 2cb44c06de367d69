//go:build !unix || solaris || aix

package folder

import "os"

// mustClose says that a file that is open cannot be removed.
const mustClose = true

// lock has nothing to lock with: two runs at the same time into the same folder are the user's to avoid.
func lock(*os.File) error { return nil }

// syncFolder has nothing to do: such systems keep the entries of folders by themselves.
func syncFolder(string) error { return nil }

func checkPlace(string) error { return nil }
