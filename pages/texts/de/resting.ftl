## Der eigene Ruhezustand.

baseline-request-both = Gesichter und Stimmen sind verschieden. Sei { $seconds } s lang, wie du in Ruhe bist: Schau auf den Bildschirm, schweig oder sag einen Satz. Davon geht das Lesen dann aus.
baseline-request-face = Gesichter sind verschieden. Sei { $seconds } s lang, wie du in Ruhe bist, und schau auf den Bildschirm. Davon geht das Lesen dann aus.
baseline-request-voice = Stimmen sind verschieden. Sei { $seconds } s lang, wie du in Ruhe bist, und sag ein, zwei Sätze. Davon geht das Lesen dann aus.
baseline-rest-both = In Ruhe, Blick auf den Bildschirm, still oder mit einem Satz: { $seconds } s
baseline-rest-face = In Ruhe, Blick auf den Bildschirm: { $seconds } s
baseline-rest-voice = In Ruhe, mit ein, zwei Sätzen: { $seconds } s
baseline-failed = Dafür war zu wenig zu sehen oder zu hören; es hat sich nichts geändert.
baseline-set = Auf deinen Ruhezustand eingestellt: { $senses }.
baseline-of-face = Gesicht
baseline-of-voice = Stimme
baseline-looked = Er wurde als { $emotion } gelesen; warst du nicht in Ruhe, nimm ihn noch einmal auf.
baseline-take = Meinen Ruhezustand aufnehmen
baseline-again = Noch einmal aufnehmen
baseline-cancel = Abbrechen
baseline-remove = Entfernen
baseline-skip = Überspringen
