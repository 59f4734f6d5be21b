## Catalogue: everything that can be recommended.

catalogue-nothing = Nothing fits. Try another word, or fewer filters.
catalogue-where = { $count ->
    [one] Where this item lies: how it tends to leave people feeling
   *[other] Where these { $count } items lie: how they tend to leave people feeling
}
catalogue-map-alt = The items found, from unpleasant to pleasant and from calm to energetic
catalogue-search = Search
catalogue-example = Title, person, mood
catalogue-genre = Genre
catalogue-all = All
catalogue-kind = Kind
catalogue-about = More about { $title }
catalogue-leans = Leans to pleasant { SIGNED($valence) }, energy { SIGNED($arousal) }.

genre-abstract-label = Abstract
genre-action-label = Action
genre-adventure-label = Adventure
genre-ambient-label = Ambient
genre-animation-label = Animation
genre-ballad-label = Ballad
genre-blues-label = Blues
genre-bossa-nova-label = Bossa nova
genre-children-label = Children
genre-classical-label = Classical
genre-comedy-label = Comedy
genre-country-label = Country
genre-crime-label = Crime
genre-disco-label = Disco
genre-documentary-label = Documentary
genre-drama-label = Drama
genre-electronic-label = Electronic
genre-essay-label = Essay
genre-family-label = Family
genre-fantasy-label = Fantasy
genre-folk-label = Folk
genre-funk-label = Funk
genre-hip-hop-label = Hip hop
genre-history-label = History
genre-horror-label = Horror
genre-indie-label = Indie
genre-jazz-label = Jazz
genre-landscape-label = Landscape
genre-memoir-label = Memoir
genre-metal-label = Metal
genre-music-label = Music
genre-musical-label = Musical
genre-mystery-label = Mystery
genre-nature-label = Nature
genre-philosophy-label = Philosophy
genre-poem-label = Poem
genre-pop-label = Pop
genre-punk-label = Punk
genre-reggae-label = Reggae
genre-rock-label = Rock
genre-romance-label = Romance
genre-science-label = Science
genre-science-fiction-label = Science fiction
genre-short-story-label = Short story
genre-soul-label = Soul
genre-sport-label = Sport
genre-thriller-label = Thriller
genre-war-label = War
genre-western-label = Western
