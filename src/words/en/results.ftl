## Statuses and marks
status-met = met
status-partial = partly met
status-missed = missed
status-no-data = not reported
status-no-last-year = no figure of last year
status-withheld = withheld
status-unreadable = can't be read
status-not-applicable = not assessed
status-pending = not due yet
status-awaiting = awaiting
mark-vetoed = vetoed
mark-overdue = overdue
mark-at-risk = due soon

## Why these points
reason-met = { $figure }: the target ({ $target }) is met
reason-full-beside-target = { $figure }: the target ({ $target }) is missed, and the scoring gives full points all the same
reason-partial = { $figure }: the target ({ $target }) is missed, part of the points
reason-missed = { $figure }: the target ({ $target }) is missed, no points
reason-open = { $figure }
reason-rounded = { $reason } (compared rounded: { $figure } → { $rounded })
reason-rounded-up = { $reason } ({ $figure } → { $rounded }, rounded up)
reason-rounded-down = { $reason } ({ $figure } → { $rounded }, rounded down)
reason-rank = rank { $rank } of { $of }
reason-none-below = { $figure } does not reach { $limit }, below which there are no points
reason-none-above = { $figure } is above { $limit }, beyond which there are no points
reason-tasks = { $figure } done: { $on-time } in time{ $late ->
    [0] {""}
   *[other] , { $late } late
}{ $overdue ->
    [0] {""}
   *[other] , { $overdue } overdue
}{ $pending ->
    [0] {""}
   *[other] , { $pending } not due yet
}{ $withheld ->
    [0] {""}
   *[other] , { $withheld } withheld
}
reason-nothing-due = nothing is due yet
reason-nothing-to-share = there is nothing to count
reason-due-after-year = all of it is due after the year
reason-no-data = no data reported
reason-withheld = the data are withheld
reason-unreadable = what was reported can't be read
reason-unreadable-at = what was reported can't be read ({ $places })
reason-several-rows = one row is taken and there are { $rows }: which is meant nobody knows
reason-not-rolled-up = one row is taken, and { $units } units below have one each: nothing to roll up
reason-no-last-year = no figure of last year to compare with
reason-pending = the data are not due yet
reason-target-absent = the letter names no target
reason-target-not-applicable = the target does not apply
reason-curve-unfit = the curve does not go with the target, not scored ({ $error })
reason-rule-missing = the scheme has no such rule
reason-applies-unknown = whether it applies can't be judged ({ $absence })
reason-supposed-applies = { $reason }; taken as assessed, though whether it applies can't be judged ({ $absence })
reason-not-applicable = does not apply, not assessed
reason-not-applicable-because = { $why }: not assessed
reason-exception-full = exception “{ $label }”: full points
reason-exception-none = exception “{ $label }”: no points
reason-exception-not-assessed = exception “{ $label }”: not assessed
reason-exceptions-both = several exceptions apply at once ({ $labels }); scored by the base rule, to be settled by a person
reason-exceptions-clash = several exceptions apply at once ({ $labels }), to be settled by a person; for now by the base rule: { $reason }
reason-waived = nothing is deducted, the condition for that holds
reason-by-hand = { $hand }: { $reason } ({ $by })
reason-by-hand-none = to be scored by a person
reason-by-hand-nothing = nothing given by hand
reason-by-hand-unread = a file of points given by hand could not be read
reason-hands-unread = { $reason }; a file of points given by hand could not be read and may hold others
reason-by-hand-line = points given by hand can't be read ({ $places })
reason-hand-by-itself = { $reason }; still to be verified
reason-hand-line-unread = { $reason }; points given by hand in { $places } can't be read, and may change it once they are mended
reason-by-hand-supposed = points by hand, supposed
reason-by-hand-outside = { $points } points given by hand are outside of 0 to { $most }; the limit counts
reason-hand-self = self-assessed
reason-hand-verified = verified
reason-hand-final = final
reason-not-expressible = a clause that no rule can hold ({ $why }), to be decided by a person
reason-unknown-level = “{ $label }” is none of the levels ({ $allowed })
reason-only-unknown-levels = “{ $label }” was reported, which is none of the levels of the rule
reason-veto-holds = the veto takes effect
reason-veto-holds-so-far = the veto takes effect as things stand; data are missing that may still lift it
reason-veto-holds-so-far-lacking = the veto takes effect as things stand; data are missing that may still lift it ({ $tables })
reason-veto-clear = no veto
reason-veto-open = data are missing, the veto can't be judged yet
reason-veto-open-lacking = data are missing ({ $tables }), the veto can't be judged yet
reason-vetoed = { $reason }; no points are proposed because of a veto
reason-policy-zero = { $reason }; counts as 0
reason-policy-rescale = { $reason }; its points are scaled onto the other items
reason-policy-pending = { $reason }; not counted yet
reason-policy-full = { $reason }; counts in full
reason-policy-group-mean = { $reason }; counts as the mean share of its group
reason-policy-given-to = { $reason }; its points go to the items named
reason-partly-unread = { $reason }; a file could not be read and may hold rows that count
reason-rows-unreadable = { $reason }; { $rows ->
    [one] for one row it
   *[other] for { $rows } rows it
} can't be told yet whether they count: data are missing, withheld or can't be read ({ $places })
reason-cells-unreadable = { $reason }; what stands in { $places } can't be read, and may change it once it is mended
reason-rows-ambiguous = { $reason }; the unit written in { $places } may be this one, so that it can't be told yet whether it counts
reason-rows-shifted = { $reason }; { $places } has more cells than the header, so that figures may stand in the wrong column
reason-rows-yearless = { $reason }; { $places } doesn't say of which year it is, so that it can't be told yet whether it counts
reason-tasks-unreadable = { $reason }, { $count } can't be read
places = { $places }
places-and-more = { $places } and others, { $count } in all
reason-rows-also-in-doubt = { $reason }; in all, { $rows ->
    [one] for one row it
   *[other] for { $rows } rows it
} can't be told yet whether they count: data are missing, withheld or can't be read
reason-rows-in-doubt = { $reason }; { $rows ->
    [one] for one row it
   *[other] for { $rows } rows it
} can't be told yet whether they count: data are missing or withheld
reason-open-item = { $title }: { $reason }
reason-open-scored = { $reason }; some of the data or conditions that it rests on are not settled
reason-open-veto = { $title }: data are missing, the veto can't be judged yet
reason-open-mean = { $title } is not assessed and counts with the mean of the group, of which others are still open
reason-open-mark = { $title }: more may still become overdue, and what is may still be done
reason-nobody-below = no unit that is scored stands below it in the roster: nothing to roll up, and it is left out
reason-nothing-assessed = none of its items is assessed: it has no points and no rank, and is left out
reason-open-silent = no row of it counts and no points were given by hand: whether nothing happened or nothing was sent is yet to be verified
reason-open-quota = other units are still open, and with them the places of the quota

## Steps of scoring
step-compare-rounded = compared by the rounded value: { $figure } is rounded to { $rounded }
step-supposed = supposed to be { $figure }
step-met = { $figure } meets { $target }: full points
step-none = { $figure } misses { $target }: no points
step-none-below = { $figure } does not reach { $limit }: no points
step-none-above = { $figure } is above { $limit }: no points
step-proportional = { $figure } ÷ { $target } of the points
step-proportional-lower = { $target } ÷ { $figure } of the points
step-linear = { $figure }, on the line from { $from } (nothing) to { $to } (full)
step-steps = { $figure } reaches the step { $edge }: { $share } of the points
step-steps-none = { $figure } reaches no step: no points
step-deduct = { $figure } is { $miss } off { $target }: { $points } off for each { $per }, { $count } times
step-deduct-percent = { $figure } is { $miss } percentage points off { $target }: { $points } off for each { $per }, { $count } times
step-deduct-classes = { $figure } and { $target } are { $miss } { $miss ->
        [1] class
       *[other] classes
    } apart: { $points } off for each { $per ->
        [1] class
       *[other] { $per } classes
    }, { $count } times
step-per-unit = { $figure }, { $points } for each { $unit }
step-per-case = { $figure }, { $points } each
step-per-unit-beyond = { $figure }, { $points } for each { $unit } beyond { $free }
step-per-case-beyond = { $figure }, { $points } for each one beyond { $free }
step-rank-bands = rank { $figure } is within the first { $edge }: { $share } of the points
step-improvement = last year { $last }, this year { $figure }, asked for { $target }: by the improvement
step-pace = { $figure }, with { $gone } of the year gone by { $target } is due
step-level = { $label }: { $count }, factor { $share }
step-mean-share = mean share { $figure }
step-part-holds = { $label }: yes, { $points }
step-part-fails = { $label }: no, 0 of { $points }
step-part-left-out = { $label }: { $why }, left out ({ $points })
step-checklist = share { $figure }
step-custom = { $figure }, by formula: { $source }
step-veto-when = takes effect when { $condition }
step-early = done early: { $points } more
step-tasks-on-time = { $count } done in time
step-tasks-late = { $count } done late
step-tasks-overdue = { $count } overdue
step-tasks-pending = { $count } not due yet
step-tasks-at-risk = { $count } of these due soon
step-tasks-withheld = { $count } of which it is withheld whether they are done, or by when
step-tasks-unreadable = { $count } of which it can't be read whether they are done, or by when
step-tasks-next-year = { $count } due after the year: not counted
step-done-late = { $count } due { $due }, done { $done }: { $late-by } late, { $count ->
    [one] counting { $share }
   *[other] each counting { $share }
}
step-done-late-used-up = { $count } due { $due }, done { $done }: { $late-by } late, counting nothing any more
step-done-late-counts-nothing = { $count } due { $due }, done { $done }: done late, counting nothing
step-done-late-more = { $count } more done late, counting as { $credit }
step-tasks-share = share done = ({ $on-time } in time + { $late } for those done late) ÷ { $due } due
late-by-days = { $count ->
    [one] a day
   *[other] { $count } days
}
late-by-weeks = { $count ->
    [one] a week begun
   *[other] { $count } weeks begun
}
late-by-months = { $count ->
    [one] a month begun
   *[other] { $count } months begun
}
step-total-items = points of all items
step-total-areas = combined and scaled within areas
step-total-rescaled = scaled for { $absent } points not scored, to { $full }
step-total-bonus = bonuses
step-total-bonus-cap = bonuses over their cap
step-total-deduction = deductions
step-total-deduction-cap = deductions over their cap, not taken
step-total-cap = over the cap of the total
step-total-floor = a total is not below 0
step-total-rounding = rounding

## Workings
working-target = target { $target }

## Evidence for what is proposed
evidence-total = total { $points }
evidence-grade = grade { $grade }
evidence-rank = rank { $rank } of { $of } in its group
evidence-area = { $title }: { $points } of { $full }
evidence-area-below = { $title }: { $points } of { $full }, less than { $share }
evidence-item = { $title }: { $points } of { $full }
evidence-mark = { $title }: { $mark }
evidence-veto = veto: { $title }
evidence-deducted = { $points } deducted

## What speaks against a result
contradiction-grade = graded { $grade }
contradiction-grade-so-far = graded { $grade } so far
contradiction-worst-class = { $grade }, but { $title } is { $figure }
contradiction-overdue = { $grade }, but { $title } has things overdue
contradiction-veto = { $grade }, but there is a veto: { $title }
contradiction-weak-area = { $grade }, but { $title } has only { $points } of { $full }

## Comparability
not-comparable = { $share } of the points are not scored: hardly to be compared with others
