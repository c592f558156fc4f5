list-comma = {", "}
scheme-has-errors = the scheme has { $count } errors: mend them first
check-summary = checked: { $errors } errors, { $warnings } warnings
cannot-write = can't write { $file }: { $reason }

no-data-folder = there is no data folder { $folder }
cannot-measure = can't measure: { $reason }
new-folder-not-empty = { $folder } has something in it: name a new folder
new-made = A starter scheme is ready. Try:
    {"    "}kaohe check { $folder }
    {"    "}kaohe test { $folder }
    {"    "}kaohe score { $folder } --data { $folder }/data

cases-file-unreadable = can't be read: { $reason }
cases-unknown-item = there is no item `{ $item }`
cases-unknown-unit = there is no unit `{ $unit }`
cases-unknown-table = there is no table `{ $table }`
cases-unknown-column = the table `{ $table }` has no column `{ $column }`
cases-unknown-word = `{ $word }` is not known
cases-could-not-run = could not be run
cases-status = status
cases-points = points
cases-measure = figure
cases-at-least = at least
cases-at-most = at most
cases-marks = marks
cases-applied = applied
cases-failed-case = { $place } differs: { $case } ({ $item })
cases-difference = {"    "}{ $what }: { $expected } expected, { $found } found
cases-unreached-head = What no case reaches:
cases-unreached-rule = {"    "}{ $item } ({ $title }): no case at all
cases-unreached = {"    "}{ $item } ({ $title }): { $aspects }
cases-summary = cases: { $passed } passed, { $failed } differ
cases-full-points = full points
cases-part-of-points = a part of the points
cases-no-points = no points
cases-step = step { $number }
cases-not-applicable = not assessed
cases-waived = waived
cases-exception = the exception “{ $label }”
cases-applied-yes = takes effect
cases-applied-no = takes no effect
