## Katalog: alles, was empfohlen werden kann.

catalogue-nothing = Nichts passt. Versuch ein anderes Wort, oder weniger Filter.
catalogue-where = { $count ->
    [one] Wo dieser Titel liegt: wie er Menschen meist zurücklässt
   *[other] Wo diese { $count } Titel liegen: wie sie Menschen meist zurücklassen
}
catalogue-map-alt = Die gefundenen Titel, von unangenehm bis angenehm und von ruhig bis energisch
catalogue-search = Suchen
catalogue-example = Titel, Person, Stimmung
catalogue-genre = Genre
catalogue-all = Alle
catalogue-kind = Art
catalogue-about = Mehr über { $title }
catalogue-leans = Neigt zu angenehm { SIGNED($valence) }, Energie { SIGNED($arousal) }.

genre-abstract-label = Abstrakt
genre-action-label = Action
genre-adventure-label = Abenteuer
genre-ambient-label = Ambient
genre-animation-label = Animation
genre-ballad-label = Ballade
genre-blues-label = Blues
genre-bossa-nova-label = Bossa nova
genre-children-label = Kinder
genre-classical-label = Klassik
genre-comedy-label = Komödie
genre-country-label = Country
genre-crime-label = Krimi
genre-disco-label = Disco
genre-documentary-label = Dokumentation
genre-drama-label = Drama
genre-electronic-label = Elektronisch
genre-essay-label = Essay
genre-family-label = Familie
genre-fantasy-label = Fantasy
genre-folk-label = Folk
genre-funk-label = Funk
genre-hip-hop-label = Hip-Hop
genre-history-label = Geschichte
genre-horror-label = Horror
genre-indie-label = Indie
genre-jazz-label = Jazz
genre-landscape-label = Landschaft
genre-memoir-label = Erinnerungen
genre-metal-label = Metal
genre-music-label = Musik
genre-musical-label = Musical
genre-mystery-label = Rätsel
genre-nature-label = Natur
genre-philosophy-label = Philosophie
genre-poem-label = Gedicht
genre-pop-label = Pop
genre-punk-label = Punk
genre-reggae-label = Reggae
genre-rock-label = Rock
genre-romance-label = Romanze
genre-science-label = Wissenschaft
genre-science-fiction-label = Science-Fiction
genre-short-story-label = Kurzgeschichte
genre-soul-label = Soul
genre-sport-label = Sport
genre-thriller-label = Thriller
genre-war-label = Krieg
genre-western-label = Western
