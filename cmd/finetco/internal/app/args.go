package app

import (
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"finetco/scenarios"
)

// flagsFirst moves a command's flags before its other arguments, where package flag wants them: people write
// `finetco run lora.csv --trials 1M`. What follows "--" stays where it is, and so do "-", standard input, and cells that begin with a
// minus.
func flagsFirst(app *cli.App, args []string) []string {
	if len(args) < 2 {
		return args
	}
	command := app.Command(args[1])
	if command == nil {
		return args
	}
	var flags, rest []string
	for i := 2; i < len(args); i++ {
		arg := args[i]
		name, _, hasValue := strings.Cut(strings.TrimLeft(arg, "-"), "=")
		switch {
		case arg == "--":
			rest = append(rest, args[i+1:]...)
			i = len(args)
		case !strings.HasPrefix(arg, "-") || arg == "-" || startsNumber(arg) || strings.Contains(name, "("):
			rest = append(rest, arg)
		default:
			flags = append(flags, arg)
			if !hasValue && takesValue(command, name) && i+1 < len(args) {
				i++
				flags = append(flags, args[i])
			}
		}
	}
	return slices.Concat(args[:2], flags, []string{"--"}, rest)
}

// startsNumber tells a negative number from a flag.
func startsNumber(arg string) bool {
	return len(arg) > 1 && strings.ContainsRune("$.0123456789", rune(arg[1]))
}

// takesValue reports whether the command's flag of that name is followed by a value.
func takesValue(command *cli.Command, name string) bool {
	for _, flag := range command.Flags {
		if slices.Contains(flag.Names(), name) {
			documented, ok := flag.(cli.DocGenerationFlag)
			return ok && documented.TakesValue()
		}
	}
	return false
}

func commandNames(app *cli.App) []string {
	var names []string
	for _, command := range app.Commands {
		names = append(names, command.Name)
	}
	return names
}

// didYouMean suggests the nearest of some names, if it is near at all.
func didYouMean(name string, names []string) string {
	if nearest := scenarios.Nearest(name, names); nearest != "" {
		return ", did you mean " + nearest + "?"
	}
	return ""
}
