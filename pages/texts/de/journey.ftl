## Verlauf: wie die Sitzung bisher war.

journey = Wie es bisher war
journey-file = Mitnehmen (CSV)
journey-alt = Gefühle, Annehmlichkeit und Energie im Lauf der Sitzung, mit dem, was dir gezeigt wurde und was du getan hast
journey-empty = Was du schreibst, öffnest, magst oder berichtigst, steht dann hier.
journey-anyway = Gepunktet: wie es mit dem Angenehmen wohl ohnehin von jeder neuen Liste an weitergegangen wäre, zurück zu deinem Mittel. Wie schnell, ist von Menschen gelernt, die ihre Stimmung vor und nach Liedern notierten, nicht von dir.
journey-switches = Senkrechte Linien: Von hier an folgte die Liste einer anderen Strategie. Was danach kam, steht neben dem, was wohl ohnehin gekommen wäre; ob es an der Liste lag, kann ein einziger Besuch nicht sagen.
journey-switch = { $strategy } { $why }
journey-switch-and = { $strategy } { $why } Das Angenehme ging in { $seconds } s von { SIGNED($before) } auf { SIGNED($real) }; ohnehin wäre es wohl auf { SIGNED($likely) } gekommen.
journey-correction = { $told }; ich hatte { $sensed } angenommen

event-like = Gefällt dir
event-no = Nichts für dich
event-open = Geöffnet
event-finish = Zu Ende
event-comment = Du hast geschrieben
event-correction = Du hast berichtigt
event-list = Liste geändert
event-stay = Du bliebst bei
event-switch = Umgestellt auf
journey-finished = { $title }, bis zum Ende ({ $seconds } s)
journey-skipped = { $title }, nach { $seconds } s übersprungen
journey-left = { $title }, { $seconds } s lang
journey-finished-and = { $title }, bis zum Ende ({ $seconds } s): { $moved }
journey-skipped-and = { $title }, nach { $seconds } s übersprungen: { $moved }
journey-left-and = { $title }, { $seconds } s lang: { $moved }
journey-moved = von { $before } zu { $after }
journey-same = du bliebst { $before }

poster-make = Ein Bild davon
poster-title = Ein Besuch bei Attune in einem Bild
poster-svg = Als SVG
poster-png = Als PNG
poster-about = { $length } min · Liste Nummer { $lists }
poster-pleasant = wie angenehm
poster-energy = wie viel Energie
poster-list = andere Liste
poster-estimate = Alle Werte sind Schätzungen, nie Tatsachen über einen Menschen.
