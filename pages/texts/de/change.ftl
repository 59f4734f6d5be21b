## Was sich an der Liste geändert hat, und warum.

change-first = Das ist deine erste Liste.
change = { $cause }: { $move }.
change-alone = Die Liste ist weitergegangen: { $move }.

change-after-text = Nach deinem Kommentar
change-after-told = Du hast gesagt, wie du dich fühlst
change-goal =
    { $goal ->
        [for-you] Du hast „Für dich“ gewählt
        [lift] Du hast „Aufhellen“ gewählt
        [calm] Du hast „Beruhigen“ gewählt
        [steady] Du hast „Halten“ gewählt
       *[match] Du hast „Mitgehen“ gewählt
    }
change-asked = Du hast dir etwas gewünscht
change-reassured = Du hast gesagt, dass du in Sicherheit bist
change-wish-gone = Du hast „{ $wish }“ zurückgenommen
change-towards = Du möchtest { $feeling } sein
change-towards-gone = Du möchtest nicht mehr { $feeling } sein
change-policy = Du hast gewählt, wer entscheidet
change-slider = Du hast einen Regler bewegt
change-held = Du hältst die Liste fest
change-let-go = Du lässt die Liste weitergehen
change-like = Dir gefällt { $title }
change-no = Du wolltest { $title } nicht
change-open = Du hast { $title } geöffnet
change-finish = Du hast { $title } zu Ende gesehen, gehört oder gelesen
change-went = Wie es dir mit { $title } ging, zählt jetzt
change-history-brought = Du hast deinen Verlauf mitgebracht
change-history-taken = Du hast deinen Verlauf wieder mitgenommen
change-consent = Du hast geändert, was erfasst wird
change-withdrawn = Du hast „{ $sense }“ ausgeschaltet, und es zählt nicht mehr

# Said in records of old.
change-mood-lost = Deine Stimmung lässt sich nicht mehr lesen
change-mood-seems = Du wirkst { $mood }
change-mood-moved = Deine Stimmung ging von { $before } zu { $now }
change-mood-stirred = Deine Stimmung liest sich ein wenig anders
change-mood-easier = Du wirkst gelöster als vorher
change-mood-heavier = Du wirkst bedrückter als vorher
change-mood-livelier = Du wirkst lebhafter als vorher
change-mood-calmer = Du wirkst ruhiger als vorher
change-lasted =
    Du bist seit { $minutes ->
        [one] einer Minute
       *[other] { $minutes } Minuten
    } { $mood ->
        [tense] angespannt
       *[low] bedrückt
    }, darum { $step ->
        [brighter] einen Schritt heller
        [calmer] einen Schritt ruhiger
        [gentler] jetzt nichts Hartes
       *[further] einen Schritt weiter
    }
change-mood-from = { $mood } ({ $source })
change-from-face = an deinem Gesicht gelesen
change-from-voice = an deiner Stimme gehört
change-from-text = nach deinem Kommentar
change-from-told = wie du gesagt hast

change-leads = { $title } steht jetzt vorn
change-is-new = { $title } ist neu auf Platz { $rank }
change-moved-up = { $title } ist auf Platz { $rank } gestiegen
change-fewer =
    { $count ->
        [one] es passt jetzt ein Titel weniger
       *[other] es passen jetzt { $count } Titel weniger
    }
change-nothing-fits = im Moment passt nichts
change-and-others =
    { $count ->
        [one] { $move }, und ein weiterer Titel ist neu
       *[other] { $move }, und { $count } weitere Titel sind neu
    }
change-and-leaves = { $move }; { $title } geht
