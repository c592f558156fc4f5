## Reports: what the view model says. Templates hold the rest of the words.

report-example = example data
report-provisional = provisional
report-firm-settled = points and grade are settled
report-firm-grade = the grade is settled; points can still move
report-firm-open = the grade is provisional: at least { $worst }, at most { $best }
report-moved-need = what “{ $grade }” needs does not hold ({ $need })
report-moved-quota = the { $places } places of “{ $grade }” are taken
report-moved-cap = no better than “{ $grade }” ({ $because })
report-moved-cap-basis = no better than “{ $grade }” ({ $because }; basis: { $basis })
report-moved-veto = the veto “{ $veto }” makes it “{ $grade }”
report-for-full = full points from { $figure }
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
