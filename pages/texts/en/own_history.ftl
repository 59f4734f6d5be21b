## A person's own history: what is wrong with it, and what was put right.

own-at-row = { $file }, row { $row }
own-at-column = { $file }, row { $row }, column { $column }
own-sorted = { $where }: earlier than the row before; sorted by time.
own-twice = { $where }: “{ $value }” stands in row { $row } already; the later one counts.
own-no-titles = There is no title yet: write or paste at least one, one a line.
own-many-titles = Line { $line }: more than { $most } titles; give fewer at a time.
own-long-title = Line { $line }: longer than { $most } characters, which no title is.
own-empty-file = { $file } is empty.
own-many-rows = { $where }: more than { $most } rows; keep only your own.
own-fields = { $where }: { $fields } fields, but the header names { $columns }.
own-second-person = { $where }: “{ $value }” is a second person; keep the rows of one.
own-no-csv = { $where }: not written as CSV.
own-no-rows = { $file } has a header, but no row below it.
own-large = { $file } is { $size } MB large; up to { $most } MB are read. Keep only your rows.
own-not-utf8 = { $where }: not UTF-8 text. Save the file as CSV in UTF-8.
own-no-text = { $where }: holds characters that no text has. Save the file as CSV in UTF-8.
own-column-twice = { $where }: the column { $column } is there twice.
own-no-column = { $where }: no column movieId or title; what is there: { $columns }.
own-empty = { $where }: is empty.
own-no-whole-number = { $where }: “{ $value }” is no whole number.
own-no-year = { $where }: “{ $value }” is no year.
own-no-number = { $where }: “{ $value }” is not { $what }.
own-needed = { $where }: is empty; { $what } is needed.
own-a-rating = a rating from 0.5 to 5
own-a-time = a time in seconds since 1970
