## Replay: a sitting made again from its record.

page-replay = Replay
replay = Replay
replay-none = There is nothing to replay yet. Open Live, agree, and come back in a minute: your visit can then be looked at moment by moment.
replay-empty = Nothing of this visit can be replayed yet. It begins with the first list.
replay-making = Making the lists again …
replay-play = Play
replay-pause = Pause
replay-speed = Speed
replay-times = { NUMBER($speed) }×
replay-again = Read what is new
replay-time = { $clock } of { $end }
replay-list = As it was
replay-share = { $modality } { NUMBER($share, style: "percent", maximumFractionDigits: 0) }
replay-counted = Counted then: { $shares }.
replay-counted-nothing = Nothing was read then.
replay-why = Why an item stood there
replay-map-alt = Where the feeling lay at this moment, with the way it had come
replay-map-anyway = Dotted: where the feeling would likely have gone anyway within { $minutes } minutes, back towards its mean until then.
replay-equal =
    { $lists ->
        [one] The one list shown here was made anew from the record, and it is the one that you saw, item for item.
       *[other] All { $lists } lists shown here were made anew from the record, and they are the ones that you saw, item for item.
    }
replay-differs =
    { $moments ->
        [one] At one moment the list made anew is not the one that was recorded: the items or the programme have changed since.
       *[other] At { $moments } moments the list made anew is not the one that was recorded: the items or the programme have changed since.
    }
replay-forgotten =
    { $moments ->
        [one] At one moment the list cannot be made anew, as it rested on a history that was taken away since.
       *[other] At { $moments } moments the list cannot be made anew, as it rested on a history that was taken away since.
    }

whatif = What if …
whatif-hint = Change one thing, and the list as it would have been stands beside the list as it was.
whatif-without = … this had not been sensed
whatif-nothing = Everything as it was
whatif-policy = … the list had been decided on otherwise
whatif-same = As it was
whatif-terms = … these reasons had not counted
whatif-list = What if
whatif-only-here = only here
policy-iso = Follow the feeling, step by step
policy-wandering = Wander about by chance
policy-esmr = Engagement, and care where a low mood lasts (ESMR)

marks = Markers
marks-none = Nothing is marked yet.
mark-event = { $span }  { $text }
mark-exclude = { $span }  leave out  { $text }
mark-remove = Remove the marker at { $span }
mark-text = A note for { $clock }
mark-seconds = Seconds to leave out
mark-set-event = Mark this moment
mark-set-exclude = Leave out from here
