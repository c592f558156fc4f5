# 提交的数据里有什么问题：找到了什么，应当是什么，怎么办。

finding-missing-table = 没有收到“{ $title }”（{ $table }），而评分规则要用它
finding-missing-last-year = 没有收到{ $year }年的“{ $title }”（{ $table }），无法与上年比较
finding-unreadable-file = 文件无法读取：{ $reason }
finding-not-utf8 = 第{ $line }行起不是UTF-8编码，很可能是{ $likely }；请另存为“CSV UTF-8”后再提交
finding-unused-file = 没有哪张表使用这个文件
finding-no-header = 前{ $rows }行里找不到表头，应有这样的列名：{ $columns }
finding-missing-column = 缺少“{ $column }”列，可用的列名：{ $names }
finding-missing-column-near = 缺少“{ $column }”列，可用的列名：{ $names }；表中的“{ $near }”是不是它？
finding-two-headers = 有几列都对得上“{ $column }”：{ $headers }；只读了第一列，请去掉多余的
finding-header-for-two = 列名“{ $header }”对得上不止一个栏目：{ $columns }；请写明是哪一个
finding-header-unit = 列名写的单位是“{ $found }”，而本栏登记的单位是“{ $expected }”（1{ $found }＝{ $factor }{ $expected }）；数值没有换算
finding-unknown-columns = 这些列没有登记，未使用：{ $headers }
finding-beyond-header = 这一行比表头多出内容：“{ $found }”
finding-totals-left-out = 合计类的行不计入，共{ $count }行：第{ $rows }行
finding-remarks-left-out = 说明、签字类的行不计入，共{ $count }行：第{ $rows }行
finding-other-years = 有{ $rows }行是其他年份的，没有使用
finding-missing-year = 没有填写年份，不知道是哪一年的

finding-unknown-unit = 名册里没有“{ $found }”（{ $rows }行）
finding-unknown-unit-near = 名册里没有“{ $found }”（{ $rows }行）；是不是“{ $near }”？
finding-ambiguous-unit = “{ $found }”可以指{ $units }（{ $rows }行），请写全称
finding-missing-unit = 没有填写单位，不知道是谁的
finding-missing-units = 有{ $rows }行没有填写单位，不知道是谁的
finding-unit-withheld = 单位写的是“{ $found }”，不知道是谁的

finding-unreadable-cell = 填的是“{ $found }”，应为{ $expected }
finding-too-many-decimals = 填的是“{ $found }”，小数位太多，应为{ $expected }；没有代为修约
finding-number-too-large = 填的是“{ $found }”，数字太长，应为{ $expected }
finding-percent-cell = 填的是百分数“{ $found }”，而本栏应为{ $expected }
finding-below-detection = 填的是低于检出限的“{ $found }”，而本栏没有规定检出限如何计，应为{ $expected }
finding-no-detection-limit = 填的是“{ $found }”，而本栏没有给出检出限，应为{ $expected }
finding-exponent = 填的是科学计数法“{ $found }”，后面的数字可能已经丢失，应为{ $expected }
finding-spreadsheet-error = 表格公式出错：“{ $found }”，应为{ $expected }
finding-no-year = 填的是“{ $found }”，没有年份，应为{ $expected }
finding-not-allowed = 填的是“{ $found }”，应为{ $expected }
finding-not-allowed-near = 填的是“{ $found }”，应为{ $expected }；是不是“{ $near }”？
finding-outside = { $found }不在{ $min }到{ $max }之间
finding-below = { $found }小于最小值{ $min }
finding-above = { $found }大于最大值{ $max }
finding-duplicate-key = 与{ $file }第{ $row }行重复：{ $key }（共{ $rows }行）
finding-check-failed = { $say }
finding-and-more = 同类问题另有{ $count }处，没有一一列出

finding-hand-unknown-item = 没有“{ $found }”这个考核项目
finding-hand-unknown-item-near = 没有“{ $found }”这个考核项目；是不是“{ $near }”？
finding-hand-unknown-hand = 环节填的是“{ $found }”，应为自评、核查或审定
finding-hand-points = 得分填的是“{ $found }”，应为数字
finding-hand-outside = 得分{ $found }不在0到{ $full }分之间，未采用
finding-hand-no-reason = 没有写打分理由
finding-hand-no-name = 没有写打分人
finding-hand-twice = { $unit }的{ $item }在同一环节打了两次分，只采用了前一次

expected-unit = 名册里的单位
expected-text = 文字
expected-one-of = 下列之一：{ $texts }
expected-number = 数字（小数最多{ $decimals }位）
expected-percent = 百分数（小数最多{ $decimals }位，85就是85%）
expected-quantity = 以“{ $unit }”计的数字（小数最多{ $decimals }位）
expected-date = 日期，如2022-06-30
expected-moment = 日期和时间，如2022-06-30 08:00
expected-truth = 是或否
expected-class = 类别：{ $classes }
