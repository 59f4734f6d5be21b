## Die Liste: was ihre Einträge sind, warum jeder da ist und wozu die Liste dient.
## Eigenschaften wie .gender gehen mit einem Namen an den Satz, in dem er steht.

# Was ein Eintrag ist

kind-film = Film
    .ending = film
    .gender = masculine
kind-song = Song
    .ending = song
    .gender = masculine
kind-book = Buch
    .ending = buch
    .gender = neuter
kind-read = Kurztext
    .ending = text
    .gender = masculine
kind-music = Stück
    .ending = stück
    .gender = neuter
kind-picture = Bild
    .ending = bild
    .gender = neuter

genre-abstract = Abstrakt
    .joined = closed
genre-action = Action
    .joined = closed
genre-adventure = Abenteuer
    .joined = closed
genre-ambient = Ambient
    .joined = hyphen
genre-animation = Animations
    .joined = closed
genre-ballad = Balladen
    .joined = closed
genre-blues = Blues
    .joined = hyphen
genre-bossa-nova = Bossa-Nova
    .joined = hyphen
genre-children = Kinder
    .joined = closed
genre-classical = Klassik
    .joined = hyphen
genre-comedy = Comedy
    .joined = hyphen
genre-country = Country
    .joined = hyphen
genre-crime = Krimi
    .joined = hyphen
genre-disco = Disco
    .joined = hyphen
genre-documentary = Dokumentar
    .joined = closed
genre-drama = Drama
    .joined = hyphen
genre-electronic = Elektronik
    .joined = hyphen
genre-essay = Essay
    .joined = hyphen
genre-family = Familien
    .joined = closed
genre-fantasy = Fantasy
    .joined = hyphen
genre-folk = Folk
    .joined = hyphen
genre-funk = Funk
    .joined = hyphen
genre-hip-hop = Hip-Hop
    .joined = hyphen
genre-history = Historien
    .joined = closed
genre-horror = Horror
    .joined = closed
genre-indie = Indie
    .joined = hyphen
genre-jazz = Jazz
    .joined = hyphen
genre-landscape = Landschafts
    .joined = closed
genre-latin = Latin
    .joined = hyphen
genre-memoir = Memoiren
    .joined = hyphen
genre-metal = Metal
    .joined = hyphen
genre-music = Musik
    .joined = closed
genre-musical = Musical
    .joined = hyphen
genre-mystery = Mystery
    .joined = hyphen
genre-nature = Natur
    .joined = hyphen
genre-philosophy = Philosophie
    .joined = hyphen
genre-poem = Lyrik
    .joined = hyphen
genre-pop = Pop
    .joined = hyphen
genre-punk = Punk
    .joined = hyphen
genre-reggae = Reggae
    .joined = hyphen
genre-rock = Rock
    .joined = hyphen
genre-romance = Liebes
    .joined = closed
genre-science = Wissenschafts
    .joined = hyphen
genre-science-fiction = Science-Fiction
    .joined = hyphen
genre-short-story = Erzähl
    .joined = closed
genre-soul = Soul
    .joined = hyphen
genre-sport = Sport
    .joined = hyphen
genre-thriller = Thriller
    .joined = hyphen
genre-war = Kriegs
    .joined = closed
genre-western = Western
    .joined = hyphen

noun-music-ambient = Ambient-Stück
    .gender = neuter
noun-music-classical = klassisches Stück
    .gender = neuter
noun-picture-abstract = abstraktes Bild
    .gender = neuter
noun-picture-landscape = Landschaft
    .gender = feminine
noun-film-adventure = Abenteuerfilm
    .gender = masculine
noun-film-comedy = Komödie
    .gender = feminine
noun-film-documentary = Dokumentation
    .gender = feminine
noun-film-drama = Drama
    .gender = neuter
noun-film-musical = Musical
    .gender = neuter
noun-film-mystery = Krimi
    .gender = masculine
noun-film-romance = Liebesgeschichte
    .gender = feminine
noun-film-thriller = Thriller
    .gender = masculine
noun-film-western = Western
    .gender = masculine
noun-film-animation = Animationsfilm
    .gender = masculine
noun-film-history = Historienfilm
    .gender = masculine
noun-film-sport = Sportfilm
    .gender = masculine
noun-song-ambient = Ambient-Stück
    .gender = neuter
noun-song-ballad = Ballade
    .gender = feminine
noun-song-classical = klassisches Stück
    .gender = neuter
noun-book-children = Kinderbuch
    .gender = neuter
noun-book-comedy = Buch zum Lachen
    .gender = neuter
noun-book-drama = Roman
    .gender = masculine
noun-book-essay = Essayband
    .gender = masculine
noun-book-memoir = Lebensbericht
    .gender = masculine
noun-book-mystery = Krimi
    .gender = masculine
noun-book-nature = Naturbuch
    .gender = neuter
noun-book-philosophy = philosophisches Buch
    .gender = neuter
noun-book-poem = Gedichtband
    .gender = masculine
noun-book-romance = Liebesroman
    .gender = masculine
noun-book-short-story = Band mit Erzählungen
    .gender = masculine
noun-book-thriller = Thriller
    .gender = masculine
noun-read-comedy = Humoreske
    .gender = feminine
noun-read-essay = Essay
    .gender = masculine
noun-read-poem = Gedicht
    .gender = neuter
noun-read-short-story = Kurzgeschichte
    .gender = feminine

noun-of-kind = { $kind }
    .gender = { $kind-gender }
noun-of-genre =
    { $genre-joined ->
        [hyphen] { $genre }-{ $kind }
       *[closed] { $genre }{ $kind-ending }
    }
    .gender = { $kind-gender }
noun-of-other-genre = { $kind } ({ $genre })
    .gender = { $kind-gender }
noun-lasting = { $minutes }-Minuten-{ $noun }
    .gender = { $noun-gender }

# In welcher Stimmung er ist: der Stamm, an den die Endung kommt

item-mood-sombre = düster
item-mood-dark = dunkl
item-mood-fierce = wild
item-mood-wistful = wehmütig
item-mood-bittersweet = bittersüß
item-mood-tense = beklemmend
item-mood-quiet = still
item-mood-gripping = packend
item-mood-gentle = sanft
item-mood-warm = warm
item-mood-spirited = schwungvoll
item-mood-serene = heiter
item-mood-cheerful = fröhlich
item-mood-exuberant = überschäumend

item-plain =
    { $noun-gender ->
        [feminine] eine { $noun }
       *[other] ein { $noun }
    }
item-with-mood =
    { $noun-gender ->
        [feminine] eine { $mood }e { $noun }
        [neuter] ein { $mood }es { $noun }
       *[masculine] ein { $mood }er { $noun }
    }

# Warum ein Eintrag da ist: das Ende eines Satzes über ihn

place-brighter = ist heller als deine Stimmung
place-step-brighter = ist einen Schritt heller als deine Stimmung
place-calmer = ist ruhiger als deine Stimmung
place-step-calmer = ist einen Schritt ruhiger als deine Stimmung
place-lighter = ist leichter als deine Stimmung
place-step-lighter = ist einen Schritt leichter als deine Stimmung
place-even = bleibt im Gleichgewicht
place-next-brighter = ist der nächste Schritt zu Hellerem
place-next-calmer = ist der nächste Schritt zur Ruhe
place-at-mood = trifft genau deine Stimmung
place-near-mood = liegt nah an deiner Stimmung
place-towards-mood = geht in die Richtung deiner Stimmung
place-at-pointed = liegt genau dort, wohin du gezeigt hast
place-near-pointed = liegt nah an der Stelle, auf die du gezeigt hast
place-nearer-pointed = liegt der Stelle, auf die du gezeigt hast, näher als das meiste
place-bright-side = liegt auf der heiteren Seite
place-quiet-side = liegt auf der ruhigen Seite
place-easy-start = ist ein leichter Einstieg

hour-low-slow = passt in eine schwere Stunde
hour-low-steady = passt in eine harte Stunde
hour-low-lively = passt in eine stürmische Stunde
hour-even-slow = passt in eine träge Stunde
hour-even-steady = passt in eine Stunde wie jede andere
hour-even-lively = passt in eine unruhige Stunde
hour-glad-slow = passt in eine friedliche Stunde
hour-glad-steady = passt in eine gute Stunde
hour-glad-lively = passt in eine Stunde voller Übermut

company-knows = weiß um { $theme }
company-gentle = geht behutsam mit dem um, was wehtut
company-lighter = ist ein wenig leichter als diese Stunde
company-hopeful = hat etwas Hoffnung in sich
company-patient = ist heller und hat Geduld damit
company-unhurried = hat es kein bisschen eilig
company-quiet = ist für jetzt eine leise Gesellschaft
company-stays = bleibt eine Weile in deiner Nähe
company-there = ist da, wenn du magst

leaves-you-anger = wühlt dich wohl auf
leaves-you-disgust = bereitet dir wohl Unbehagen
leaves-you-fear = hält dich wohl in Atem
leaves-you-joy = stimmt dich wohl fröhlich
leaves-you-sadness = stimmt dich wohl wehmütig
leaves-you-surprise = verblüfft dich wohl
leaves-you-neutral = lässt dich wohl zur Ruhe kommen
leaves-people-anger = wühlt viele auf
leaves-people-disgust = bereitet vielen Unbehagen
leaves-people-fear = hält viele in Atem
leaves-people-joy = stimmt viele fröhlich
leaves-people-sadness = stimmt viele wehmütig
leaves-people-surprise = verblüfft viele
leaves-people-neutral = lässt viele zur Ruhe kommen
leaves-in-step = passt zur Richtung der Liste

serves-relax = tut gut zum Abschalten
serves-cheer-up = muntert dich wohl auf
serves-energise = bringt dich in Schwung
serves-focus = lässt dich bei der Sache bleiben
serves-explore = führt dich auf neue Wege
serves-be-moved = berührt dich wohl
serves-be-distracted = bringt dich auf andere Gedanken
serves-keep-going = bleibt in deiner Stimmung

serves-relax-shortly =
    { $minutes ->
        [one] eine Minute zum Abschalten
       *[other] { $minutes } Minuten zum Abschalten
    }
serves-cheer-up-shortly =
    { $minutes ->
        [one] eine Minute, die dich wohl aufmuntert
       *[other] { $minutes } Minuten, die dich wohl aufmuntern
    }
serves-energise-shortly =
    { $minutes ->
        [one] eine Minute, die in Schwung bringt
       *[other] { $minutes } Minuten, die in Schwung bringen
    }
serves-focus-shortly =
    { $minutes ->
        [one] eine Minute, der du leicht folgen kannst
       *[other] { $minutes } Minuten, denen du leicht folgen kannst
    }
serves-explore-shortly =
    { $minutes ->
        [one] eine Minute auf neuen Wegen
       *[other] { $minutes } Minuten auf neuen Wegen
    }
serves-be-moved-shortly =
    { $minutes ->
        [one] eine Minute, die dich wohl berührt
       *[other] { $minutes } Minuten, die dich wohl berühren
    }
serves-be-distracted-shortly =
    { $minutes ->
        [one] eine Minute für andere Gedanken
       *[other] { $minutes } Minuten für andere Gedanken
    }

serves-relax-too = lädt zum Versinken ein
serves-cheer-up-too = hebt die Laune
serves-energise-too = hat ordentlich Schwung
serves-focus-too = begleitet dich ruhig beim Tun
serves-explore-too = führt aus dem Gewohnten hinaus
serves-be-moved-too = geht zu Herzen
serves-be-distracted-too = ist für eine Weile eine andere Welt

serves-relax-softly = tut gut, um etwas loszulassen
serves-cheer-up-softly = macht es vielleicht ein wenig leichter
serves-energise-softly = gibt ein wenig Kraft
serves-focus-softly = macht es dir leicht zu folgen
serves-explore-softly = führt für eine Weile woandershin
serves-be-moved-softly = lässt Raum für das, was du fühlst
serves-be-distracted-softly = lässt deine Gedanken ausruhen
serves-keep-going-softly = bleibt bei dem, was du fühlst

interest-in = liegt nah an deinem Interesse an „{ $title }“
interest-in-one = liegt nah an einem deiner Interessen
good-after = passt gut nach „{ $title }“
good-after-choices = passt gut zu deiner bisherigen Wahl
popular-meanwhile = gefällt vielen, während ich dich noch kennenlerne
favourite-of-many = ist bei vielen beliebt
picked-by-alike = gefällt oft Leuten mit ähnlicher Wahl
less-known = ist weniger bekannt als die meisten
unlike-seen = ist anders als alles bisher hier
seldom-suggested = ist ein seltenerer Vorschlag
adds-something-new = ist einmal etwas anderes
wished-for = kommt deinem Wunsch sehr nahe

in-common = dreht sich wie „{ $title }“ um { $themes }

because-liked =
    { $others ->
        [0] weil dir „{ $title }“ gefallen hat
       *[other] weil dir „{ $title }“ und anderes gefallen hat
    }
because-finished =
    { $others ->
        [0] weil du mit „{ $title }“ fertig bist
       *[other] weil du mit „{ $title }“ und anderem fertig bist
    }
because-opened =
    { $others ->
        [0] weil du „{ $title }“ geöffnet hast
       *[other] weil du „{ $title }“ und anderes geöffnet hast
    }
because-refused = anders als das, was du abgelehnt hast
went-well = weil es dir mit „{ $title }“ gut ging
likely-opened = in solcher Stimmung gern geöffnet
went-badly-otherwise = anders als das, was dir weniger gut tat

# Was sonst noch von ihm gilt: das Ende eines Satzes über ihn

fact-turns = beginnt { $begins } und endet { $ends }
fact-with = mit { $person }
fact-harmless = kommt ohne jede Grausamkeit aus
fact-long = ist lang genug, um darin zu versinken

# Womit der Satz beginnt: was er ist und wovon er handelt

subject-told =
    { $themes-count ->
        [0] { CAPITAL($item) }
       *[other] { CAPITAL($item) } über { $themes }
    }
subject =
    { $themes-count ->
        [0] { CAPITAL($item) }
       *[other] { CAPITAL($item) } über { $themes }
    }

# Der Satz

reason =
    { $moods-count ->
        [0] { $subject }: { ENDED($cause) }
       *[other] { $subject }, { $moods }: { ENDED($cause) }
    }
reason-since =
    { $moods-count ->
        [0] { ENDED($subject) } { ENDED(CAPITAL($cause)) }
       *[other] { ENDED($subject) } { CAPITAL($cause) }: { $moods }.
    }
reason-alone =
    { $moods-count ->
        [0] { ENDED($subject) }
       *[other] { $subject }, { $moods }.
    }
cause-alone = { ENDED(CAPITAL($cause)) }

# Der Satz in Aufzeichnungen früherer Fassungen

reason-none = { CAPITAL($item) }, damit die Liste rund wird
reason-one = { CAPITAL($item) }: { $cause }
reason-and = { CAPITAL($item) }: { $cause } und { $other }
reason-because = { CAPITAL($item) }: { $cause }; { $other }
reason-because-first = { CAPITAL($cause) }: { $item }
reason-popular =
    { $noun-gender ->
        [feminine] Eine beliebte { $noun }
        [neuter] Ein beliebtes { $noun }
       *[masculine] Ein beliebter { $noun }
    }, während ich dich noch kennenlerne

# Wie ein Teil der Bewertung heißt

term-affect = passt zur Stimmung
term-feeling = wie es dich zurücklassen kann
term-intent = was du zu suchen scheinst
term-taste = passt zu deinem Geschmack
term-interest = eines deiner Interessen
term-sequence = folgt auf das, was du gewählt hast
term-conformity = viele mögen es
term-novelty = neu für dich
term-rules = hält sich an Regeln
term-wish = Was du dir gewünscht hast
term-went = wie es mit Ähnlichem ging
term-opening = wird wohl geöffnet
term-diversity = bringt Abwechslung

# Warum etwas nicht in die Liste darf

rule-refused = Du hast es abgelehnt.
rule-brought = Du kennst es schon.
rule-harsh = Es könnte dir gerade zu hart sein.
rule-cruel = Darin wird Menschen Leid angetan, und dir geht es nicht gut.
rule-grief = Für eine Stunde der Trauer ist es nichts.
rule-grim = Es ist brutal, düster oder unheimlich, und das soll dir jetzt erspart bleiben.
rule-title = Sein Titel steht schon in der Liste.

# Wozu die Liste dient

aim-match-stays = das hier passt zu dieser Stimmung
aim-match-moves = das hier leistet dir Gesellschaft und macht es ein wenig leichter
aim-lift-moves = das hier führt Schritt für Schritt zu Hellerem
aim-lift-stays = das hier erhält die gute Laune
aim-calm-moves = das hier führt Schritt für Schritt zur Ruhe
aim-calm-stays = das hier hält es ruhig
aim-steady-moves = das hier hält alles im Lot
aim-steady-stays = das hier hält alles im Lot
aim-explore-stays = das hier kennst du vielleicht noch nicht
aim-company-stays = das hier leistet dir Gesellschaft
aim-company-moves = das hier leistet dir Gesellschaft, ohne das Trübe

why-towards = Du möchtest { $feeling } sein: das hier liegt nah daran.
why-seem = Du wirkst { $feels }: { $aim }.
why-may-be = Vielleicht bist du { $feels }: { $aim }.
why-seem-lasting = Du wirkst { $feels }, und das schon eine Weile: { $aim }.
why-may-be-lasting = Vielleicht bist du { $feels }, und das schon eine Weile: { $aim }.
why-esmr-stable = Du wirkst { $feels }: { $aim }.
why-esmr-persists = Du wirkst schon eine Weile niedergeschlagen: { $aim }.
why-grief = Du hast von einem Tod erzählt: Das hier ist stille Gesellschaft.
why-swings = Deine Stimmung wechselt gerade viel, darum hält die Liste einen ruhigen Kurs: { $aim }.
why-unknown-match = Ich weiß noch nicht, wie es dir geht; hier ist, was vielen gefällt.
why-unknown-lift = Ich weiß noch nicht, wie es dir geht; hier ist Beliebtes von der heiteren Seite.
why-unknown-calm = Ich weiß noch nicht, wie es dir geht; hier ist Beliebtes von der ruhigen Seite.
why-unknown-steady = Ich weiß noch nicht, wie es dir geht; hier ist Beliebtes, das ausgeglichen bleibt.
