list-comma = 、
scheme-has-errors = 方案有{ $count }处错误，请先改正
check-summary = 检查完毕：{ $errors }处错误，{ $warnings }处提醒
cannot-write = 写不了{ $file }：{ $reason }

no-data-folder = 没有数据文件夹{ $folder }
cannot-measure = 算不出来：{ $reason }
new-folder-not-empty = { $folder }里已经有东西，请换一个新文件夹
new-made = 已建好示例方案。试试：
    {"    "}kaohe check { $folder }
    {"    "}kaohe test { $folder }
    {"    "}kaohe score { $folder } --data { $folder }/data

cases-file-unreadable = 读不了：{ $reason }
cases-unknown-item = 没有指标“{ $item }”
cases-unknown-unit = 没有单位“{ $unit }”
cases-unknown-table = 没有表“{ $table }”
cases-unknown-column = 表“{ $table }”没有“{ $column }”这一列
cases-unknown-word = 不认识“{ $word }”
cases-could-not-run = 跑不起来
cases-status = 状态
cases-points = 得分
cases-measure = 数值
cases-at-least = 最少可得
cases-at-most = 最多可得
cases-marks = 标记
cases-applied = 是否生效
cases-failed-case = { $place } 不符：{ $case }（{ $item }）
cases-difference = {"    "}{ $what }：应为{ $expected }，实为{ $found }
cases-unreached-head = 没有用例覆盖到的：
cases-unreached-rule = {"    "}{ $item }（{ $title }）：一个用例也没有
cases-unreached = {"    "}{ $item }（{ $title }）：{ $aspects }
cases-summary = 用例：{ $passed }个通过，{ $failed }个不符
cases-full-points = 得满分
cases-part-of-points = 得部分分
cases-no-points = 不得分
cases-step = 第{ $number }档
cases-not-applicable = 不考核
cases-waived = 免扣
cases-exception = 例外“{ $label }”
cases-applied-yes = 生效
cases-applied-no = 不生效
