// Reads an exposition from stdin as Prometheus reads OpenMetrics and as its older text format is read by others, and
// prints each series with its value. Ends with 1 where a reader refuses it.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/model/textparse"
)

func main() {
	input, err := io.ReadAll(os.Stdin)
	if err == nil {
		err = read(textparse.NewOpenMetricsParser(input, labels.NewSymbolTable()), true)
	}
	if err == nil {
		err = read(textparse.NewPromParser(input, labels.NewSymbolTable(), false), false)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func read(parser textparse.Parser, prints bool) error {
	for {
		entry, err := parser.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if entry != textparse.EntrySeries || !prints {
			continue
		}
		var series labels.Labels
		parser.Labels(&series)
		_, _, value := parser.Series()
		fmt.Printf("%s\t%v\n", series.String(), value)
	}
}
