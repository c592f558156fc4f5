list-comma = {", "}
scheme-has-errors = the scheme has { $count } errors: mend them first
check-summary = checked: { $errors } errors, { $warnings } warnings
cannot-write = can't write { $file }: { $reason }
