"""Makes the .xls files of this folder: openpyxl writes .xlsx, LibreOffice (7.x) turns it into BIFF8.

    python3 make.py && soffice --headless --convert-to xls return.xlsx long.xlsx beside.xlsx && rm *.xlsx

jxl.xls and sheetjs.xls are by those programs, as Java office systems and web pages use them; each has a return of 2-88.

The answers in src/input/workbook/tests/xls.rs are what is typed here.
"""

import datetime
import io

import openpyxl
import PIL.Image
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.styles import Font


def returns():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "进展情况报送表"
    sheet.append(["2018年一季度进展情况报送表"])
    sheet.merge_cells("A1:I1")
    sheet.append(["期间", "编号", "指标", "单位", "完成值", "完成率", "进展情况", "填报人", "填报日期"])
    filed = datetime.date(2018, 4, 5)
    sheet.append(["2018-03", "2-1", 1, "省建设厅", 3.2, 0.275, " 第一行\n第二行 ", "张三", filed])
    sheet.append(["2018-03", "2-1", 2, None, "=1+0.5", "=0.252/2", "=不是公式", "李四😀", filed])
    sheet.merge_cells("D3:D4")
    sheet["G4"].data_type = "s"
    for cell in ("F3", "F4"):
        sheet[cell].number_format = "0.0%"
    for cell in ("I3", "I4"):
        sheet[cell].number_format = 'yyyy"年"m"月"d"日"'
    sheet["A6"], sheet["B6"], sheet["C6"], sheet["D6"] = 100, 0.01, 12345678.25, -200
    sheet["E6"], sheet["F6"], sheet["G6"], sheet["H6"] = True, "=1/0", '="约"&"6%"', '=""'
    sheet["I6"] = "=1>0"
    sheet.column_dimensions["H"].hidden = True
    hidden = book.create_sheet("隐藏的表")
    hidden.sheet_state = "hidden"
    hidden["B2"], hidden["C70"] = "藏着", 0.5
    hidden["C70"].number_format = "0%"
    book.create_sheet("空表")
    book.save("return.xlsx")


def long():
    """Texts that go beyond a record of 8,224 bytes."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row in range(1, 21):
        sheet.cell(row, 1, f"{row}：" + "进展顺利，" * 40 * (row % 4))
        sheet.cell(row, 2, f"{row}: " + "abcdefghi " * 40 * (row % 3))
    book.save("long.xlsx")


def beside():
    """Comments, strokes and pictures, as units leave them in their forms."""
    struck, plain = InlineFont(strike=True), InlineFont(strike=False)
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"], sheet["A1"].font = 3.5, Font(strike=True)
    sheet["A2"] = CellRichText(TextBlock(struck, "3.5"), TextBlock(plain, "4.2"))
    sheet["A3"] = CellRichText("开工。", TextBlock(struck, "😀已招标。"), TextBlock(plain, "推进中。"))
    sheet["A4"], sheet["A4"].font = "作废", Font(strike=True)
    sheet["B5"], sheet["B5"].comment = 7, Comment("口径已变", "李")
    png = io.BytesIO()
    PIL.Image.new("RGB", (8, 8)).save(png, "PNG")
    sheet.add_image(Image(png), "C7")
    book.save("beside.xlsx")


returns()
long()
beside()
