// Calculates every formula of a workbook with excelize: calculate FILE…. A line for each: sheet, cell, kind, value.
package main

import (
	"bufio"
	"fmt"
	"os"
	"strings"

	"github.com/xuri/excelize/v2"
)

var escaped = strings.NewReplacer("\\", "\\\\", "\t", "\\t", "\n", "\\n", "\r", "\\r")

func main() {
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for _, file := range os.Args[1:] {
		fmt.Fprintf(out, "file\t%s\n", escaped.Replace(file))
		if err := calculate(out, file); err != nil {
			fmt.Fprintln(os.Stderr, file, err)
			out.Flush()
			os.Exit(1)
		}
	}
}

func calculate(out *bufio.Writer, file string) error {
	book, err := excelize.OpenFile(file)
	if err != nil {
		return err
	}
	defer book.Close()
	for _, sheet := range book.GetSheetList() {
		rows, err := book.GetRows(sheet)
		if err != nil {
			return err
		}
		width := 0
		for _, row := range rows {
			width = max(width, len(row))
		}
		for row := range rows {
			for col := range width {
				cell, err := excelize.CoordinatesToCellName(col+1, row+1)
				if err != nil {
					return err
				}
				formula, err := book.GetCellFormula(sheet, cell)
				if err != nil {
					return err
				}
				if formula == "" {
					continue
				}
				kind := "any"
				value, err := book.CalcCellValue(sheet, cell, excelize.Options{RawCellValue: true})
				if err != nil {
					kind, value = "error", err.Error()+" "+value
				}
				fmt.Fprintf(out, "%s\t%s\t%s\t%s\n", escaped.Replace(sheet), cell, kind, escaped.Replace(value))
			}
		}
	}
	return nil
}
