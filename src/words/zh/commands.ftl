list-comma = 、
scheme-has-errors = 方案有{ $count }处错误，请先改正
check-summary = 检查完毕：{ $errors }处错误，{ $warnings }处提醒
cannot-write = 写不了{ $file }：{ $reason }
