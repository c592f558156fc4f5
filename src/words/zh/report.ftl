## Reports: what the view model says. Templates hold the rest of the words.

report-example = 示例数据
report-provisional = 暂定
report-firm-settled = 得分和等次均已确定
report-firm-grade = 等次已确定，得分尚有变动余地
report-firm-open = 等次暂定，最低为“{ $worst }”，最高为“{ $best }”
report-moved-need = 不满足评为“{ $grade }”的前置条件（{ $need }）
report-moved-quota = “{ $grade }”名额（{ $places }个）已满
report-moved-cap = 等次不得高于“{ $grade }”（{ $because }）
report-moved-cap-basis = 等次不得高于“{ $grade }”（{ $because }；依据：{ $basis }）
report-moved-veto = 因一票否决“{ $veto }”，等次定为“{ $grade }”
report-for-full = 实绩达到{ $figure }即得满分
report-kind-bonus = 加分
report-kind-deduction = 扣分
report-kind-veto = 一票否决
report-kind-indicator = 指标
report-place-row = { $file }第{ $row }行
report-decide-veto = 是否认定触发一票否决“{ $veto }”
report-decide-consequence = 是否{ $then }（{ $because }）
report-decide-findings = 数据中尚有{ $count }处错误未经核实，是否采信
report-decide-provisional = 下列单位等次尚未确定，是否待数据齐全后再予公布
report-no-figures = 结果文件中有不是数的内容：{ $texts }
report-unknown-sheet = 结果文件中{ $unit }所在的评分表“{ $sheet }”不存在；结果文件可能由较早的版本生成，请重新评分
