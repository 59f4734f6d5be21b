## Why: what lifts an item, and what counts.

why-item = Why this item
why-pick = Item
why-empty = The list is empty.
why-terms-alt = What each reason adds to the score of { $title }
why-without = If “{ $term }” did not count, it would be number { $rank }.
why-without-unlisted = If “{ $term }” did not count, it would not be in the list.
why-without-others = Leaving out any one of the others would change nothing.
why-without-any = It would be number { $rank } whichever single reason I left out.
why-kept = Kept: { $rule }.
why-kept-by = Kept to { NUMBER($share, style: "percent") }: { $rule }.
why-senses = Which sense counts
why-share = { $modality } { NUMBER($share, style: "percent") }
why-now = Right now: { $shares }
why-now-nothing = Now: none, as nothing is read
why-onlookers-1 = Your face and your voice differ. Of ten people who see and hear you, I expect { $first }.
why-onlookers-2 = Your face and your voice differ. Of ten people who see and hear you, I expect { $first }, and { $second }.
why-onlookers-answer =
    about { $count ->
        [one] one
       *[other] { $count }
    } ({ $low } to { $high }) to call you { $emotion }
why-onlookers-source = Learnt from how people answered who heard and saw acted scenes. It says how you may come across, not how you feel.
why-senses-alt = How much each sense counted over the last three minutes
why-controls = What should count more
why-crowd-me = What suits me
why-crowd-both = Both
why-crowd-many = What many like

control-mood = Mood
control-mood-meaning = How much your feeling leads the list
control-taste = Taste
control-taste-meaning = How much what you liked and opened counts
control-novelty = Novelty
control-novelty-meaning = How much the list looks for things you have not met
control-crowd = What should I go by?
control-policy = Who decides what the list is for?
control-policy-meaning = ESMR counts while the goal is “For you”: it lists what is likely to be opened and, while a low mood lasts, an agent that was trained on simulated people chooses a strategy by chance. The Lab shows how it did.
decider-iso = Set rules
decider-esmr = A learnt agent (ESMR)
