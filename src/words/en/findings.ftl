# What is wrong in submitted data: what was found, what was expected, what to do.

finding-missing-table = “{ $title }” ({ $table }) was not submitted, and rules use it
finding-missing-last-year = “{ $title }” ({ $table }) of { $year } was not submitted: nothing to compare with
finding-unreadable-file = the file can't be read: { $reason }
finding-unread-sheet = this sheet was not read: of a workbook one sheet is, here “{ $read }”
finding-unread-sheet-alike = this sheet has the same header and was not read: of a workbook one sheet is, here “{ $read }”; what counts too belongs into that one, or each into a workbook of its own in a folder named after the table
finding-column-of-lists = the cells of this column hold several values each, not one number or text: the column was not used, as if not submitted
finding-column-of-bytes = this column holds bytes, not numbers or texts: the column was not used, as if not submitted
finding-unknown-zone = the times of this column are of the time zone “{ $zone }”, which nobody knows: the column was not used, as if not submitted
finding-world-time = the times of this column are in UTC and so are their days, which may be others than those of local time; name the time zone (Asia/Shanghai), or hand in local times
finding-unclosed-quote = a quote on this row has no other: what follows can't be told apart by cells, and none of the file was read; close the quote or take it out
finding-lone-return = from this row on lines end in a carriage return alone (an old Mac text): rows can't be told apart, and none of the file was read; open it in a spreadsheet program and save it as “CSV UTF-8”
finding-other-separator = this file is separated by { $separator }, and only commas are read; open it in a spreadsheet program and save it as “CSV UTF-8 (comma delimited)”
separator-semicolon = semicolons
separator-tab = tabs
separator-bar = vertical bars
separator-comma = full-width commas
finding-row-too-wide = this row has { $cells } cells, the header { $columns }; only the first { $read } were looked at
finding-unheaded = “{ $found }” stands in a column without a header, and was not used; give the column its header
finding-missing-key = no “{ $column }”: the row counts, but one that is the same would not be noticed
finding-undated-row = { $what }; the row counts all the same, except where rows are picked by their date
finding-far-cell = column { $column } is too far off the table: “{ $found }” was not used; delete it, or move it into the table
finding-long-cell = the text of this cell is too long ({ $bytes } bytes, { $most } at most), and was not read
finding-formula-without-value = { $cells } formulas came without their results (such as “={ $formula }”), and count as not filled in; open the file in a spreadsheet program and save it once
finding-empty-file = the file is empty, without a single character; export it again
finding-broken-table = the file can't be read on; open it in a spreadsheet program, look at it and save it as .xlsx or “CSV UTF-8” (the program says: { $reason })
finding-no-parquet = this is no whole Parquet file: not written to its end, or damaged on its way; export it again
finding-no-workbook = this is no whole .xlsx workbook: an old form under a new name perhaps, or damaged on its way; open it in a spreadsheet program and save it as .xlsx
finding-broken-workbook = the workbook holds something that can't be read; open it in a spreadsheet program and save it as .xlsx (the program says: { $reason })
finding-workbook-password = the workbook opens with a password only; take the password off
finding-workbook-without-sheet = the workbook has no sheet that can be read
finding-unread-form = { $ending } files are not read, only .xlsx, .csv (UTF-8) and .parquet; open it in a spreadsheet program and save it as .xlsx or “CSV UTF-8”
finding-folder-in-table = the folder of table “{ $table }” has no further folders in it: nothing in this one was read; move its files up
finding-older-year = only data of { $year } and of the year before are used: this folder was not read
finding-documents = documents, not read as data: { $files }
finding-unused-file-near = no table uses this file; is it “{ $title }”? Then it would be named “{ $table }”
finding-not-utf8 = not UTF-8 from line { $line } on, probably { $likely }; save it as “CSV UTF-8” and submit it again
finding-two-sources = one table comes from several places: { $sources }; all were read, and rows that are alike count twice: keep one (several files of one table go into a folder named after it)
finding-unused-file = no table uses this file
finding-no-header = no header in the first { $rows } rows; expected column names such as { $columns }
finding-missing-column = no column “{ $column }”; its possible headers: { $names }
finding-missing-column-near = no column “{ $column }”; its possible headers: { $names }; is it “{ $near }”?
finding-two-headers = more than one column fits “{ $column }”: { $headers }; only the first was read, remove the others
finding-header-for-two = the header “{ $header }” fits more than one column: { $columns }; say which it is
finding-header-unit = the header's unit is “{ $found }”, the column is declared in “{ $expected }”: each cell was converted (1 { $found } = { $factor } { $expected })
finding-header-other-unit = the header's unit is “{ $found }”, the column is declared in “{ $expected }”, and nothing turns one into the other: the column was not used, as if not submitted
finding-unknown-columns = not declared, and not used: { $headers }
finding-shifted-row = this row goes on beyond the header: “{ $found }”; where a comma within a number isn't quoted, all cells behind it stand in the wrong column
finding-beyond-header = this row goes on beyond the header: “{ $found }”
finding-totals-left-out = { $count ->
    [one] a total row was left out: row { $rows }
   *[other] { $count } total rows were left out: rows { $rows }
}
finding-remarks-left-out = { $count ->
    [one] a remark or signature row was left out: row { $rows }
   *[other] { $count } remark or signature rows were left out: rows { $rows }
}
finding-other-years = { $rows } rows are of other years and are not used
finding-other-year = dated { $found }, and only rows of { $years } are used of this table: is the year a slip?
finding-all-of-other-years = none of the { $rows } rows of this table is dated in { $years }: is it the file of another year?
finding-mostly-of-other-years = { $rows } rows are dated outside of { $years }; they are taken as cases carried over from earlier years, and count
finding-missing-year = no year given: which year is it of?

finding-unknown-unit = the roster has no “{ $found }” ({ $rows } rows)
finding-unknown-unit-near = the roster has no “{ $found }” ({ $rows } rows); is it “{ $near }”?
finding-ambiguous-unit = “{ $found }” may be { $units } ({ $rows } rows); write the full name
finding-missing-unit = no unit given: whose row is it?
finding-unit-withheld = the unit is given as “{ $found }”: whose row is it?

finding-unreadable-cell = found “{ $found }”, expected { $expected }
finding-nan = found “{ $found }”: no number came out (nought by nought, say), which is not the same as nothing filled in; expected { $expected }
finding-too-many-decimals = found “{ $found }”: too many decimals, expected { $expected }; nothing was rounded
finding-number-too-large = found “{ $found }”: too many digits, expected { $expected }
finding-percent-cell = found the percentage “{ $found }”, but the column holds { $expected }
finding-below-detection = found the below-detection value “{ $found }”, but the column doesn't say how such values count; expected { $expected }
finding-no-detection-limit = found “{ $found }”, but the column gives no detection limit; expected { $expected }
finding-exponent = found “{ $found }” in scientific notation: its last digits may be lost; expected { $expected }
finding-spreadsheet-error = a spreadsheet error: “{ $found }”; expected { $expected }
finding-no-year = found “{ $found }” without a year; expected { $expected }
finding-not-allowed = found “{ $found }”, expected { $expected }
finding-not-allowed-near = found “{ $found }”, expected { $expected }; is it “{ $near }”?
finding-outside = { $found } is not between { $min } and { $max }
finding-below = { $found } is below the least allowed, { $min }
finding-above = { $found } is above the most allowed, { $max }
finding-ratios-for-percentages = this column is read as percentages, and none of its figures is over 1%; if they are ratios (0.85 for 85%), write 85 or 85%
finding-ratios-among-percentages = this column is read as percentages: of { $all } figures that are not 0, { $small } are not over 1% and all others over 10%; if the small ones are ratios (0.85 for 85%), write 85 or 85%
finding-duplicate-key = the same as row { $row } of { $file }: { $key } ({ $rows } rows in all)
finding-more-than-one-row = the rules take one row of each unit here, and this unit has { $rows } (see { $file }, row { $row }): which is meant nobody knows, and none was used
finding-more-than-one-row-of-group = the rules take one row of each group by { $by } here, and this group has { $rows } (see { $file }, row { $row }): which is meant nobody knows, and none was used
finding-not-rolled-up = the rules take one row of each unit of this table; rolled up to a higher level, several units have a row each, which make no one figure: none was used
finding-check-failed = { $say }
finding-one-sided = nothing to give here, and “{ $counted }” holds a number: where a rule divides the one sum by the other, this row counts in that of “{ $counted }” only
finding-and-more = { $count } more of this kind, not listed one by one

finding-hand-unknown-item = there is no item “{ $found }”
finding-hand-unknown-item-near = there is no item “{ $found }”; is it “{ $near }”?
finding-hand-unknown-hand = found “{ $found }”, expected self (自评), verified (核查) or final (审定)
finding-hand-points = found the points “{ $found }”, expected a number
finding-hand-outside = { $found } points are not between 0 and { $full }, and are not used
finding-hand-not-by-hand = “{ $title }” is not scored by hand: this row has no effect
finding-hand-not-on-sheet = “{ $title }” is on no score sheet of { $unit }: this row has no effect
finding-hand-no-reason = no reason is given for the points
finding-hand-no-name = nobody is named as having given the points
finding-hand-before-year = scored on { $date }, before the year { $year } of the assessment: is the year a slip? The points count
finding-hand-long-after = scored on { $date } for the assessment of { $year }, which is scored by the end of the next year at the latest: is the year a slip? The points count
finding-hand-twice = “{ $title }” of { $unit } was scored twice by the same hand; the first is used

expected-unit = a unit of the roster
expected-text = a text
expected-one-of = one of { $texts }
expected-number = a number (at most { $decimals } decimals)
expected-percent = a percentage (at most { $decimals } decimals; 85 is 85%)
expected-quantity = a number in { $unit } (at most { $decimals } decimals)
expected-date = a date such as 2022-06-30
expected-moment = a date and time such as 2022-06-30 08:00
expected-truth = yes or no
expected-class = a class: { $classes }
