## What changed in the list, and why.

change-first = This is your first list.
change = { $cause }: { $move }.
change-alone = The list moved on: { $move }.

change-after-text = After your comment
change-after-told = You said how you feel
change-goal =
    { $goal ->
        [for-you] You chose For you
        [lift] You chose Lift
        [calm] You chose Calm
        [steady] You chose Steady
       *[match] You chose Match
    }
change-asked = You asked for something
change-reassured = You said that you are safe
change-wish-gone = You took back “{ $wish }”
change-towards = You want to feel { $feeling }
change-towards-gone = You no longer ask to feel { $feeling }
change-policy = You chose who decides
change-slider = You moved a slider
change-held = You hold the list
change-let-go = You let the list go on
change-like = You liked { $title }
change-no = You passed on { $title }
change-open = You opened { $title }
change-finish = You finished { $title }
change-went = How it went with { $title } counts now
change-history-brought = You brought your history along
change-history-taken = You took your history away
change-consent = You changed what is sensed
change-withdrawn = You switched “{ $sense }” off, and it no longer counts

# Said in records of old.
change-mood-lost = Your mood can't be read any more
change-mood-seems = You seem { $mood }
change-mood-moved = Your mood moved from { $before } to { $now }
change-mood-stirred = The reading of your mood moved a little
change-mood-easier = You seem more at ease than before
change-mood-heavier = You seem less at ease than before
change-mood-livelier = You seem livelier than before
change-mood-calmer = You seem calmer than before
change-lasted =
    You have been { $mood ->
        [tense] tense
       *[low] low
    } for { $minutes ->
        [one] a minute
       *[other] { $minutes } minutes
    }, so { $step ->
        [brighter] one step brighter
        [calmer] one step calmer
        [gentler] nothing harsh for now
       *[further] one step further
    }
change-mood-from = { $mood } ({ $source })
change-from-face = from your face
change-from-voice = from your voice
change-from-text = from your comment
change-from-told = as you told

change-leads = { $title } leads now
change-is-new = { $title } is new at number { $rank }
change-moved-up = { $title } moved up to number { $rank }
change-fewer =
    { $count ->
        [one] one fewer fits now
       *[other] { $count } fewer fit now
    }
change-nothing-fits = nothing fits at the moment
change-and-others =
    { $count ->
        [one] { $move }, and one more is new
       *[other] { $move }, and { $count } more are new
    }
change-and-leaves = { $move }; { $title } leaves
