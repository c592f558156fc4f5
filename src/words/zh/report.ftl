## Reports: what the view model says. Templates hold the rest of the words.

report-example = 示例数据
report-provisional = 暂定
report-trial = 试算
report-firm-settled = 得分和等次均已确定
report-firm-grade = 等次已确定，得分尚有变动余地
report-firm-but-rank = 得分和等次均已确定，名次取决于尚未确定的其他单位
report-firm-stage-settled = 按现有数据没有待定的项目；考核年度尚未结束，得分和等次以年终为准
report-firm-stage-grade = 按现有数据等次为“{ $grade }”，得分尚有变动余地；考核年度尚未结束，以年终为准
report-firm-silent = 没有一行计入考核的数据，也没有评定的得分，得分只由方案对缺数的规定得出，总分、等次、名次均为暂定
report-firm-open = 等次暂定，最低为“{ $worst }”，最高为“{ $best }”
report-moved-need = 不满足评为“{ $grade }”的前置条件（{ $need }）
report-moved-quota = “{ $grade }”名额（{ $places }个）已满
report-moved-quota-tied = “{ $grade }”名额{ $places }个，评出{ $taken }个，末位并列且名额不足的均不占用
report-moved-cap = 等次不得高于“{ $grade }”（{ $because }）
report-moved-cap-basis = 等次不得高于“{ $grade }”（{ $because }；依据：{ $basis }）
report-moved-veto = 因一票否决“{ $veto }”，等次定为“{ $grade }”
report-for-full = 实绩达到{ $figure }即得满分
report-for-full-falling = 实绩降至{ $figure }即得满分
report-by-day = { $day }前
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
report-list-more = { $names }等{ $count }{ $of }
report-reached = 达到
report-not-reached = 未达到
report-provisional-text = { $text }（暂定）

## Templates of an office's own.

report-template-unknown-field = 这里没有名为“{ $field }”的字段
report-template-unknown-filter = 没有名为“{ $filter }”的过滤器
report-template-wrong = 模板有误（程序报告：{ $reason }）
report-templates-none = “{ $folder }”里没有模板；可用 kaohe report --eject 目录 得到一份
report-templates-unreadable = 读不了模板“{ $file }”：{ $reason }

## The command.

report-files = 报告已写入：{ $files }
report-from-what = 请给出方案目录和 --data 数据目录，或用 --from 给出 assessment.json
report-from-and-scheme = --from 已含全部结果，不能再给方案、--data 或 --as-of
report-untraced = 结果文件不带计算过程（打分时用了 --no-trace）：报告里没有提分途径和事项个数。
report-for-all = { $kind } 讲的是全体单位，不能只出几个单位的：请去掉 --unit，或者改出 --kind result
report-for-all-from-some = { $kind } 讲的是全体单位，而这份结果只有部分单位的（打分时用了 --unit）：请用全体单位的结果，或者改出 --kind result
report-some-only = 结果文件只有部分单位的（打分时用了 --unit）：只出结果单。
report-silent = 有{ $count }个单位没有一行计入考核的数据：报告里名次写明暂定，不写主要成效。只看其中一个单位的，用 --unit；确属没有发生的，核实后加 --accept-findings（由 --from 出报告的，加在打分时）。
report-in-chinese = 报告一律为中文。
report-eject-over = 这些文件已经存在，不会覆盖：{ $files }

cli-about-report = 出报告：各单位结果单、考核结果通报、领导简报
cli-example-report = kaohe report rules/yushu-2022 --data datasets/yushu-2022 --as-of 2022-12-31 --out 报告
cli-arg-report-scheme = 方案文件夹；用 --from 时不写
cli-arg-report-data = 数据文件夹；用 --from 时不写
cli-arg-from = 已有的 assessment.json，代替方案和数据
cli-arg-since = 较早的 assessment.json：报告里写明变化
cli-arg-report-out = 报告写入这个文件夹
cli-arg-kind = 只出这一种（可重复）：result（各单位结果单）、notice（通报）、brief（简报）；不写则全部
cli-arg-report-format = 格式：html（默认，可打印成A4）或 md
cli-arg-report-unit = 只出这个单位的（可重复）；不写 --kind 时只出结果单
cli-arg-eject = 把自带模板复制到这个文件夹，供修改
cli-arg-templates = 使用这个文件夹里的模板，没有的仍用自带的
cli-value-from = 文件
cli-value-since = 文件
cli-value-kind = 种类
cli-value-eject = 文件夹
cli-value-templates = 文件夹
