## Warum: was einen Titel nach oben bringt, und was zählt.

why-item = Warum dieser Titel
why-pick = Titel
why-empty = Die Liste ist leer.
why-terms-alt = Was jeder Grund zur Wertung von { $title } beiträgt
why-without = Zählte „{ $term }“ nicht, wäre es auf Platz { $rank }.
why-without-unlisted = Zählte „{ $term }“ nicht, wäre es nicht in der Liste.
why-without-others = Jeden der anderen Gründe könnte ich weglassen, ohne dass sich etwas ändert.
why-without-any = Es stünde auf Platz { $rank }, welchen einzelnen Grund ich auch wegließe.
why-kept = Eingehalten: { $rule }.
why-kept-by = Zu { NUMBER($share, style: "percent") } eingehalten: { $rule }.
why-senses = Welcher Sinn zählt
why-share = { $modality } { NUMBER($share, style: "percent") }
why-now = Gerade jetzt: { $shares }
why-now-nothing = Jetzt: keiner, denn es wird nichts gelesen
why-onlookers-1 = Dein Gesicht und deine Stimme sagen Verschiedenes. Von zehn Menschen, die dich sehen und hören, würden dich wohl { $first } nennen.
why-onlookers-2 = Dein Gesicht und deine Stimme sagen Verschiedenes. Von zehn Menschen, die dich sehen und hören, würden dich wohl { $first } nennen und { $second }.
why-onlookers-answer =
    etwa { $count ->
        [one] einer
       *[other] { $count }
    } ({ $low } bis { $high }) { $emotion }
why-onlookers-source = Gelernt daraus, was Menschen antworteten, die gespielte Szenen hörten und sahen. Es sagt, wie du wirken magst, nicht, wie du dich fühlst.
why-senses-alt = Wie viel jeder Sinn in den letzten drei Minuten zählte
why-controls = Was mehr zählen soll
why-crowd-me = Was zu mir passt
why-crowd-both = Beides
why-crowd-many = Was viele mögen

control-mood = Stimmung
control-mood-meaning = Wie sehr deine Stimmung die Liste führt
control-taste = Geschmack
control-taste-meaning = Wie sehr zählt, was du mochtest und geöffnet hast
control-novelty = Neues
control-novelty-meaning = Wie sehr die Liste nach dem sucht, was du noch nicht kennst
control-crowd = Wonach soll ich gehen?
control-policy = Wer entscheidet, wozu die Liste dient?
control-policy-meaning = ESMR zählt, solange das Ziel „Für dich“ ist: Es listet, was wohl geöffnet wird, und solange ein Tief anhält, wählt ein an simulierten Menschen trainierter Agent eine Strategie mit Zufall. Das Labor zeigt, wie er abschnitt.
decider-iso = Feste Regeln
decider-esmr = Ein lernender Agent (ESMR)
