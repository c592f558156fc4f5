## Reports: what the view model says. Templates hold the rest of the words.

report-example = example data
report-provisional = provisional
report-trial = trial
report-firm-settled = points and grade are settled
report-firm-grade = the grade is settled; points can still move
report-firm-but-rank = points and grade are settled; the rank hangs on other units that are not
report-firm-stage-settled = nothing is open by the data so far; the year is not over
report-firm-stage-grade = by the data so far the grade is { $grade } and points can still move; the year is not over
report-firm-silent = no row of it counts and no points were given by hand: its points follow from the scheme's policies alone, and total, grade and rank are provisional
report-firm-open = the grade is provisional: at least { $worst }, at most { $best }
report-moved-need = what “{ $grade }” needs does not hold ({ $need })
report-moved-quota = the { $places } places of “{ $grade }” are taken
report-moved-quota-tied = { $taken } of the { $places } places of “{ $grade }” are taken: equals at the edge are more than the places left, and get none
report-moved-cap = no better than “{ $grade }” ({ $because })
report-moved-cap-basis = no better than “{ $grade }” ({ $because }; basis: { $basis })
report-moved-veto = the veto “{ $veto }” makes it “{ $grade }”
report-for-full = full points from { $figure }
report-for-full-falling = full points at { $figure } or less
report-by-day = by { $day }
report-kind-bonus = bonus
report-kind-deduction = deduction
report-kind-veto = veto
report-kind-indicator = indicator
report-place-row = { $file }, row { $row }
report-decide-veto = whether the veto “{ $veto }” is held to apply
report-decide-consequence = whether to { $then } ({ $because })
report-decide-findings = whether to accept data with { $count } errors that nobody has verified
report-decide-provisional = whether to wait with the grades that are not settled
report-no-figures = the file of results has texts where figures should stand: { $texts }
report-unknown-sheet = the score sheet `{ $sheet }` of { $unit } is not in the file of results; an older version may have written it: score again
report-list-more = { $names } and others, { $count }{ $of } in all
report-reached = met
report-not-reached = not met
report-provisional-text = { $text } (provisional)

## Templates of an office's own.

report-template-unknown-field = there is no field `{ $field }` here
report-template-unknown-filter = there is no filter `{ $filter }`
report-template-wrong = the template is wrong: { $reason }
report-templates-none = no templates in { $folder }; kaohe report --eject DIR lays them out
report-templates-unreadable = can't read the template { $file }: { $reason }

## The command.

report-files = reports written: { $files }
report-from-what = name a scheme folder and --data, or --from an assessment.json
report-from-and-scheme = --from holds the whole result: no scheme, --data or --as-of beside it
report-untraced = The result has no working (it was scored with --no-trace): the reports hold no advice and no counts of things to do.
report-for-all = { $kind } tells of all units and is not made for some of them: leave out --unit, or ask for --kind result
report-for-all-from-some = { $kind } tells of all units, and this result holds some of them only (it was scored with --unit): take the result of all units, or ask for --kind result
report-some-only = The result holds some of the units only (it was scored with --unit): each unit's result is written, and nothing else.
report-silent = Of { $count } units no row counts: the reports call the ranks provisional and praise nobody. To see one unit alone, name it with --unit; where nothing happened indeed, verify it and add --accept-findings (when scoring, for --from).
report-in-chinese = Reports are official documents for Chinese readers and are written in Chinese, whatever --lang says.
report-eject-over = these files are there already and are not written over: { $files }

cli-about-report = Reports: for each unit, for all units, for the leaders
cli-example-report = kaohe report rules/yushu-2022 --data datasets/yushu-2022 --as-of 2022-12-31 --out reports
cli-arg-report-scheme = The scheme's folder; not with --from
cli-arg-report-data = The data folder; not with --from
cli-arg-from = An assessment.json, in place of scheme and data
cli-arg-since = An older assessment.json: the reports tell what changed
cli-arg-report-out = Where the reports go
cli-arg-kind = Only this kind (may be repeated): result (each unit's own), notice, brief; all if not given
cli-arg-report-format = html (default, prints to A4) or md
cli-arg-report-unit = Only this unit (may be repeated); without --kind only its result
cli-arg-eject = Copies the built-in templates into this folder, to be changed
cli-arg-templates = Uses the templates in this folder, and the built-in ones for the rest
cli-value-from = FILE
cli-value-since = FILE
cli-value-kind = KIND
cli-value-eject = DIR
cli-value-templates = DIR
