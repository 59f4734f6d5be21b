## Was eine Sitzung von sich sagt.

without-rank = Ohne { $source } wäre es Platz { $rank }
without-still = Auch ohne { $source } wäre es Platz { $rank }
without-not-listed = Ohne { $source } stünde es nicht in der Liste
without-face = dein Gesicht
without-voice = deine Stimme
without-text = deinen Kommentar
without-told = deine Korrektur
