## What the analysis of a study says: its report, its page and the Methods paragraph.

analysis-title = Analysis of { $study }
analysis-people = People
analysis-found = What was found
analysis-methods = Methods
analysis-nothing = Nothing can be compared yet: at least three people have to complete each condition.
analysis-planned = planned
analysis-not-planned = exploratory
analysis-size = Hedges' g against { $reference }, with its 95 % interval
analysis-low-for = seconds since the feeling became low
analysis-still-low = share that has not passed
analysis-contrast = { $measure } ({ $unit }): { $condition } against { $reference }
analysis-column-measure = measure
analysis-column-means = means
analysis-column-difference = difference, 95 % interval
analysis-column-bootstrap = bootstrap interval
analysis-column-size = Hedges' g
analysis-column-p = p
analysis-column-holm = p after Holm
analysis-column-status = status
analysis-legend =
    In bold: found, as p after Holm lies below .05. Holm's procedure is applied to what was planned and to the rest separately.
    Where the difference is a percentage, ratios of geometric means were compared.

measure-engagement = Engagement time
measure-clicks = Clicks
measure-dwell = Dwell time
measure-volatility = Volatility of valence
measure-recovery = Recovery time
measure-score = { $title }, { $score }
unit-engagement = s
unit-clicks = things done with items
unit-dwell = s an opened item
unit-volatility = RMSSD
unit-recovery = s
unit-score = { $low } to { $high }

effect-difference-found = { $measure }: { $condition } differs from { $reference } by { SIGNED($difference) } (95 % interval { SIGNED($low) } to { SIGNED($high) }; g = { SIGNED($size) }, p after Holm = { NUMBER($p, maximumFractionDigits: 4) }).
effect-difference-open = { $measure }: no difference between { $condition } and { $reference } was found ({ SIGNED($difference) }, 95 % interval { SIGNED($low) } to { SIGNED($high) }; g = { SIGNED($size) }, p after Holm = { NUMBER($p, maximumFractionDigits: 4) }).
effect-ratio-found = { $measure }: { $condition } differs from { $reference } by { SIGNED($difference, digits: 1) } % (95 % interval { SIGNED($low, digits: 1) } % to { SIGNED($high, digits: 1) } %; g = { SIGNED($size) }, p after Holm = { NUMBER($p, maximumFractionDigits: 4) }).
effect-ratio-open = { $measure }: no difference between { $condition } and { $reference } was found ({ SIGNED($difference, digits: 1) } %, 95 % interval { SIGNED($low, digits: 1) } % to { SIGNED($high, digits: 1) } %; g = { SIGNED($size) }, p after Holm = { NUMBER($p, maximumFractionDigits: 4) }).

preference = Of the lists drafted under { $condition }, { $first } people took more from the first side, { $second } more from the second, { $ties } as much from both: { $share } % prefer the first (95 % interval { $low } % to { $high } %; sign test p = { NUMBER($p, maximumFractionDigits: 4) }).
proximal = Under { $condition }, after { $arm } is drawn { SIGNED($difference) } things more are done until the next decision than after { $reference } (95 % interval { SIGNED($low) } to { SIGNED($high) }; p = { NUMBER($p, maximumFractionDigits: 4) }; { $decisions } decisions of { $people } people).
power-found = { $people } people find { SIGNED($change, digits: 1) } % of { $measure } under { $condition } { $share } times in 100 (95 % interval { $low } to { $high }).

methods-between = Conditions ({ $conditions }) were compared between people. Each participant was assigned to one of them by a seeded draw (seed { $seed }) among the conditions with the fewest people, balanced on those who completed; { $people } were to complete the study.
methods-within = Conditions ({ $conditions }) were compared within people. Each participant met all of them, in one of { $orders } orders balanced by place and by what precedes (Williams, 1949); orders were assigned by a seeded draw (seed { $seed }), balanced on those who completed; { $people } were to complete the study.
methods-browse = In each task a list of recommendations was used freely for { $minutes } minutes.
methods-finish = In each task { $items } items of a list of recommendations were listened to or read to the end.
methods-rate = In each task { $items } items of a list of recommendations were liked or waved away.
methods-asked-before = Before the first task people answered { $questionnaires }.
methods-asked-between = After each task they answered { $questionnaires }.
methods-asked-after = At the end they answered { $questionnaires }.
methods-senses = Where people agreed, their feeling was estimated from { $senses }; nobody had to agree.
methods-people =
    { $came ->
        [one] One person
       *[other] { $came } people
    } followed the link, { $done } of whom completed the study and are analysed.
methods-left = The others: { $ways }.
methods-left-one = { $status } ({ $count })
methods-welch = Conditions were compared by Welch's t-test.
methods-mixed = Conditions were compared by linear mixed models, fitted by REML, with condition and period as fixed effects and a random intercept for each person; t-tests count the degrees of freedom within people.
methods-survival = Recovery time runs from the first moment at which smoothed valence lies below −0.2 until it reaches 0, and is censored at the end of the task; restricted means were compared, with standard errors from a bootstrap over people.
methods-interleaving = Lists were drafted from two rankings by team-draft interleaving (Radlinski, Kurup and Joachims, 2008); each item that was liked, opened or finished is a credit for the ranking that picked it, and a two-sided sign test compares the people who gave more to either.
methods-micro = Arms were drawn anew during the task with known probabilities; what an arm does to the number of things done until the next decision was estimated by weighted and centred least squares (Boruvka et al., 2018), with standard errors robust to what a person's decisions share.
methods-ratio = Times were compared by their logarithms, so that differences are ratios of geometric means.
methods-intervals = Each condition was compared with { $reference }. { $confidence } % intervals are given, beside BCa bootstrap intervals from { $resamples } resamples of people; effect sizes are Hedges' g; p-values were adjusted after Holm.
methods-planned = Before anybody took part, the study's file named { $measures } as what counts; everything else is exploratory.
methods-unchanged = That file did not change while people took part.
methods-changed = That file was changed after people had begun to take part, so what it names cannot be taken for planned before.
methods-exploratory = No measure was named in advance; all that is reported is exploratory.
methods-preregistered = The study was preregistered: { $where }.
methods-packages = The analysis was computed with { $packages }.
methods-version = { $sittings } sittings were held with Attune { $app } (models { $models }, catalogue { $catalogue }).

status-active = not finished
status-done = completed
status-no-consent = no consent
status-screened-out = screened out
status-failed-checks = failed attention checks
status-technical-failure = technical failure
status-full = came when all places were taken
status-left = left without finishing
