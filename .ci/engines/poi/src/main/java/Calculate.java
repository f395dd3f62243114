import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.openxml4j.opc.PackageAccess;
import org.apache.poi.openxml4j.util.ZipSecureFile;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.CellValue;
import org.apache.poi.ss.usermodel.FormulaEvaluator;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** Calculates every formula of a workbook with Apache POI: {@code Calculate FILE…}. A line for each: sheet, cell, kind, value. */
public final class Calculate {
    public static void main(String[] arguments) throws Exception {
        ZipSecureFile.setMinInflateRatio(0);
        var out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        for (String file : arguments) {
            out.println("file\t" + escaped(file));
            try (var pack = OPCPackage.open(new File(file), PackageAccess.READ); var book = new XSSFWorkbook(pack)) {
                FormulaEvaluator evaluator = book.getCreationHelper().createFormulaEvaluator();
                for (Sheet sheet : book) {
                    for (Row row : sheet) {
                        for (Cell cell : row) {
                            if (cell.getCellType() == CellType.FORMULA) {
                                String place = escaped(sheet.getSheetName()) + "\t" + cell.getAddress();
                                out.println(place + "\t" + result(evaluator, cell));
                            }
                        }
                    }
                }
            }
        }
        out.flush();
    }

    private static String result(FormulaEvaluator evaluator, Cell cell) {
        try {
            CellValue value = evaluator.evaluate(cell);
            return switch (value.getCellType()) {
                case NUMERIC -> "number\t" + value.getNumberValue();
                case STRING -> "text\t" + escaped(value.getStringValue());
                case BOOLEAN -> "truth\t" + value.getBooleanValue();
                case BLANK -> "text\t";
                default -> "error\t" + escaped(value.formatAsString());
            };
        } catch (RuntimeException failure) {
            return "error\t" + escaped(failure.toString());
        }
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r");
    }
}
