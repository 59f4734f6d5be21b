## Was ein Kommentar gewünscht hat, als Marken über der Liste.

wishes = Du wolltest
wish-take-back = Zurücknehmen: { $wish }
wish-towards = { $feeling } sein
wish-kinds = nur { $value }
wish-not-kinds = keine { $value }
wish-genres = { $value }
wish-not-genres = ohne { $value }
wish-people = mit { $value }
wish-not-people = ohne { $value }
wish-like = wie { $value }
wish-more = mehr { $value }
wish-less = nichts { $value }
wish-min-year = ab { $value }
wish-max-year = bis { $value }
wish-min-minutes = mindestens { $value } Min.
wish-max-minutes = höchstens { $value } Min.
wish-only = Du hast dir { $wishes } gewünscht

wish-kind =
    { $value ->
        [film] Filme
        [song] Songs
        [book] Bücher
        [read] Kurztexte
        [music] eigene Stücke
        [picture] Bilder
       *[other] { $value }
    }
wish-tone =
    { $value ->
        [funny] Lustiges
        [sad] Trauriges
        [calm] Ruhiges
        [energetic] Lebhaftes
        [dark] Düsteres
        [danceable] Tanzbares
        [cheerful] Fröhliches
        [uplifting] Aufmunterndes
        [romantic] Romantisches
        [scary] Gruseliges
        [violent] Gewaltsames
        [serious] Ernstes
        [moving] Bewegendes
       *[other] { $value }
    }
wish-genre =
    { $value ->
        [action] Action
        [adventure] Abenteuer
        [ambient] Ambient
        [animation] Animation
        [ballad] Balladen
        [blues] Blues
        [bossa-nova] Bossa Nova
        [children] für Kinder
        [classical] Klassik
        [comedy] Komödie
        [country] Country
        [crime] Krimi
        [disco] Disco
        [documentary] Dokumentation
        [drama] Drama
        [electronic] Elektronik
        [essay] Essay
        [family] für die Familie
        [fantasy] Fantasy
        [folk] Folk
        [funk] Funk
        [hip-hop] Hip-Hop
        [history] Historisches
        [horror] Horror
        [indie] Indie
        [jazz] Jazz
        [latin] Latin
        [memoir] Memoiren
        [metal] Metal
        [music] Musik
        [musical] Musical
        [mystery] Mystery
        [nature] Natur
        [philosophy] Philosophie
        [poem] Gedichte
        [pop] Pop
        [punk] Punk
        [reggae] Reggae
        [rock] Rock
        [romance] Romanze
        [science] Wissenschaft
        [science-fiction] Science-Fiction
        [short-story] Kurzgeschichten
        [soul] Soul
        [sport] Sport
        [thriller] Thriller
        [war] Krieg
        [western] Western
       *[other] { $value }
    }
