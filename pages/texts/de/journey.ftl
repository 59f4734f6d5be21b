## Verlauf: wie die Sitzung bisher war.

journey = Wie es bisher war
journey-file = Mitnehmen (CSV)
journey-alt = Gefühle, Annehmlichkeit und Energie im Lauf der Sitzung, mit dem, was dir gezeigt wurde und was du getan hast
journey-empty = Was du schreibst, öffnest, magst oder berichtigst, steht dann hier.
journey-anyway = Gepunktet: wie es mit dem Angenehmen wohl ohnehin von jeder neuen Liste an weitergegangen wäre, zurück zu deinem Mittel. Wie schnell, ist von Menschen gelernt, die ihre Stimmung vor und nach Liedern notierten, nicht von dir.
journey-correction = { $told }; ich hatte { $sensed } angenommen

event-like = Gefällt dir
event-no = Nichts für dich
event-open = Geöffnet
event-finish = Zu Ende
event-comment = Du hast geschrieben
event-correction = Du hast berichtigt
event-list = Liste geändert

poster-make = Ein Bild davon
poster-title = Ein Besuch bei Attune in einem Bild
poster-svg = Als SVG
poster-png = Als PNG
poster-about = { $length } min · Liste Nummer { $lists }
poster-pleasant = wie angenehm
poster-energy = wie viel Energie
poster-list = andere Liste
poster-estimate = Alle Werte sind Schätzungen, nie Tatsachen über einen Menschen.
