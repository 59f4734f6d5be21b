## The list: what its items are, why each is there, and what the list is for.

# What an item is

kind-film = film
    .article = a
kind-song = song
    .article = a
kind-book = book
    .article = a
kind-read = short read
    .article = a

genre-action = action
    .article = an
genre-adventure = adventure
    .article = an
genre-ambient = ambient
    .article = an
genre-animation = animation
    .article = an
genre-ballad = ballad
    .article = a
genre-blues = blues
    .article = a
genre-bossa-nova = bossa-nova
    .article = a
genre-children = children's
    .article = a
genre-classical = classical
    .article = a
genre-comedy = comedy
    .article = a
genre-country = country
    .article = a
genre-crime = crime
    .article = a
genre-disco = disco
    .article = a
genre-documentary = documentary
    .article = a
genre-drama = drama
    .article = a
genre-electronic = electronic
    .article = an
genre-essay = essay
    .article = an
genre-family = family
    .article = a
genre-fantasy = fantasy
    .article = a
genre-folk = folk
    .article = a
genre-funk = funk
    .article = a
genre-hip-hop = hip-hop
    .article = a
genre-history = history
    .article = a
genre-horror = horror
    .article = a
genre-indie = indie
    .article = an
genre-jazz = jazz
    .article = a
genre-latin = Latin
    .article = a
genre-memoir = memoir
    .article = a
genre-metal = metal
    .article = a
genre-music = music
    .article = a
genre-musical = musical
    .article = a
genre-mystery = mystery
    .article = a
genre-nature = nature
    .article = a
genre-philosophy = philosophy
    .article = a
genre-poem = poem
    .article = a
genre-pop = pop
    .article = a
genre-punk = punk
    .article = a
genre-reggae = reggae
    .article = a
genre-rock = rock
    .article = a
genre-romance = romance
    .article = a
genre-science = science
    .article = a
genre-science-fiction = science-fiction
    .article = a
genre-short-story = short-story
    .article = a
genre-soul = soul
    .article = a
genre-sport = sport
    .article = a
genre-thriller = thriller
    .article = a
genre-war = war
    .article = a
genre-western = western
    .article = a

noun-film-adventure = adventure
    .article = an
noun-film-comedy = comedy
    .article = a
noun-film-documentary = documentary
    .article = a
noun-film-drama = drama
    .article = a
noun-film-musical = musical
    .article = a
noun-film-mystery = mystery
    .article = a
noun-film-romance = romance
    .article = a
noun-film-thriller = thriller
    .article = a
noun-film-western = western
    .article = a
noun-film-animation = animated film
    .article = an
noun-film-history = historical film
    .article = a
noun-film-sport = sports film
    .article = a
noun-song-ambient = ambient piece
    .article = an
noun-song-ballad = ballad
    .article = a
noun-song-classical = classical piece
    .article = a
noun-book-children = children's book
    .article = a
noun-book-comedy = funny book
    .article = a
noun-book-drama = book
    .article = a
noun-book-essay = book of essays
    .article = a
noun-book-memoir = memoir
    .article = a
noun-book-mystery = mystery
    .article = a
noun-book-nature = book on nature
    .article = a
noun-book-philosophy = book of philosophy
    .article = a
noun-book-poem = book of poems
    .article = a
noun-book-romance = romance
    .article = a
noun-book-short-story = book of short stories
    .article = a
noun-book-thriller = thriller
    .article = a
noun-read-comedy = funny short read
    .article = a
noun-read-essay = essay
    .article = an
noun-read-poem = poem
    .article = a
noun-read-short-story = short story
    .article = a

noun-of-kind = { $kind }
    .article = { $kind-article }
noun-of-genre = { $genre } { $kind }
    .article = { $genre-article }
noun-of-other-genre = { $genre } { $kind }
    .article = a
noun-lasting = { $minutes }-minute { $noun }
    .article =
        { $minutes ->
            [8] an
            [11] an
            [18] an
            [80] an
            [81] an
            [82] an
            [83] an
            [84] an
            [85] an
            [86] an
            [87] an
            [88] an
            [89] an
           *[other] a
        }

# The mood it is in

item-mood-sombre = sombre
    .article = a
item-mood-dark = dark
    .article = a
item-mood-fierce = fierce
    .article = a
item-mood-wistful = wistful
    .article = a
item-mood-bittersweet = bittersweet
    .article = a
item-mood-tense = tense
    .article = a
item-mood-quiet = quiet
    .article = a
item-mood-gripping = gripping
    .article = a
item-mood-gentle = gentle
    .article = a
item-mood-warm = warm
    .article = a
item-mood-spirited = spirited
    .article = a
item-mood-serene = serene
    .article = a
item-mood-cheerful = cheerful
    .article = a
item-mood-exuberant = exuberant
    .article = an

item-plain = { $noun-article } { $noun }
    .opening =
        { $noun-article ->
            [an] An { $noun }
           *[a] A { $noun }
        }
item-with-mood = { $mood-article } { $mood } { $noun }
    .opening =
        { $mood-article ->
            [an] An { $mood } { $noun }
           *[a] A { $mood } { $noun }
        }

# Why an item is there: the end of a sentence about it, and the same as a sentence's beginning

place-brighter = brighter than your mood
    .opening = Brighter than your mood
place-step-brighter = a step brighter than your mood
    .opening = A step brighter than your mood
place-calmer = calmer than your mood
    .opening = Calmer than your mood
place-step-calmer = a step calmer than your mood
    .opening = A step calmer than your mood
place-lighter = lighter than your mood
    .opening = Lighter than your mood
place-step-lighter = a step lighter than your mood
    .opening = A step lighter than your mood
place-even = on an even keel
    .opening = On an even keel
place-at-mood = right where your mood is
    .opening = Right where your mood is
place-near-mood = close to your mood
    .opening = Close to your mood
place-towards-mood = in the direction of your mood
    .opening = In the direction of your mood
place-bright-side = on the bright side
    .opening = On the bright side
place-quiet-side = on the quiet side
    .opening = On the quiet side
place-easy-start = an easy place to start
    .opening = An easy place to start

leaves-you-anger = apt to stir you up
    .opening = Apt to stir you up
leaves-you-disgust = apt to leave you ill at ease
    .opening = Apt to leave you ill at ease
leaves-you-fear = apt to keep you on edge
    .opening = Apt to keep you on edge
leaves-you-joy = apt to leave you cheerful
    .opening = Apt to leave you cheerful
leaves-you-sadness = apt to leave you wistful
    .opening = Apt to leave you wistful
leaves-you-surprise = apt to astonish you
    .opening = Apt to astonish you
leaves-you-neutral = apt to leave you at ease
    .opening = Apt to leave you at ease
leaves-people-anger = apt to stir people up
    .opening = Apt to stir people up
leaves-people-disgust = apt to leave people ill at ease
    .opening = Apt to leave people ill at ease
leaves-people-fear = apt to keep people on edge
    .opening = Apt to keep people on edge
leaves-people-joy = apt to leave people cheerful
    .opening = Apt to leave people cheerful
leaves-people-sadness = apt to leave people wistful
    .opening = Apt to leave people wistful
leaves-people-surprise = apt to astonish people
    .opening = Apt to astonish people
leaves-people-neutral = apt to leave people at ease
    .opening = Apt to leave people at ease
leaves-in-step = in step with where the list is heading
    .opening = In step with where the list is heading

serves-relax = good for winding down
    .opening = Good for winding down
serves-cheer-up = likely to cheer you up
    .opening = Likely to cheer you up
serves-energise = good for getting going
    .opening = Good for getting going
serves-focus = easy to keep your mind on
    .opening = Easy to keep your mind on
serves-explore = good for looking further afield
    .opening = Good for looking further afield
serves-be-moved = likely to move you
    .opening = Likely to move you
serves-be-distracted = good for taking your mind elsewhere
    .opening = Good for taking your mind elsewhere
serves-keep-going = more of the mood you are in
    .opening = More of the mood you are in

interest-in = close to your interest in { $title }
    .opening = Close to your interest in { $title }
interest-in-one = close to one of your interests
    .opening = Close to one of your interests
good-after = good after { $title }
    .opening = Good after { $title }
good-after-choices = good after what you chose
    .opening = Good after what you chose
favourite-of-many = a favourite of many
    .opening = A favourite of many
picked-by-alike = often picked by people who chose like you
    .opening = Often picked by people who chose like you
less-known = less known than most
    .opening = Less known than most
unlike-seen = unlike what you have seen here
    .opening = Unlike what you have seen here
wished-for = much like what you asked for
    .opening = Much like what you asked for

because-liked =
    { $others ->
        [0] because you liked { $title }
       *[other] because you liked { $title } and others
    }
    .opening =
        { $others ->
            [0] Because you liked { $title }
           *[other] Because you liked { $title } and others
        }
because-finished =
    { $others ->
        [0] because you finished { $title }
       *[other] because you finished { $title } and others
    }
    .opening =
        { $others ->
            [0] Because you finished { $title }
           *[other] Because you finished { $title } and others
        }
because-opened =
    { $others ->
        [0] because you opened { $title }
       *[other] because you opened { $title } and others
    }
    .opening =
        { $others ->
            [0] Because you opened { $title }
           *[other] Because you opened { $title } and others
        }
because-refused = unlike what you said no to
    .opening = Unlike what you said no to

# The sentence

reason-none = { $item-opening } to round off the list
reason-one = { $item-opening }, { $cause }
reason-and = { $item-opening }, { $cause } and { $other }
reason-because = { $item-opening }, { $cause }; { $other }
reason-because-first = { $cause-opening }: { $item }
reason-popular = A popular { $noun } while I get to know you
cause-alone = { $cause-opening }.

# What a term of the score is called

term-affect = fits the feeling
term-feeling = how it may leave you
term-intent = what you seem to want
term-taste = fits your taste
term-interest = one of your interests
term-sequence = follows what you chose
term-conformity = many people like it
term-novelty = new to you
term-wish = What you asked for
term-diversity = adds variety

# Why an item may not be listed

rule-refused = You said no to it.
rule-brought = You know it already.
rule-harsh = It may be too harsh for you right now.
rule-cruel = It shows people harmed, and you feel low.
rule-title = Its title is in the list already.

# What the list is for

aim-match-stays = these fit that mood
aim-match-moves = these keep you company and lighten it a little
aim-lift-moves = these lead a step at a time towards something brighter
aim-lift-stays = these keep it up
aim-calm-moves = these lead a step at a time towards calm
aim-calm-stays = these keep it quiet
aim-steady-moves = these keep things even
aim-steady-stays = these keep things even

why-seem = You seem { $feels }: { $aim }.
why-may-be = You may be { $feels }: { $aim }.
why-seem-lasting = You seem { $feels }, and have for a while: { $aim }.
why-may-be-lasting = You may be { $feels }, and have for a while: { $aim }.
why-swings = Your mood is moving a lot, so the list keeps a steady course: { $aim }.
why-unknown-match = I can't tell how you feel yet, so these are picks that many people enjoy.
why-unknown-lift = I can't tell how you feel yet, so these are well-loved picks on the bright side.
why-unknown-calm = I can't tell how you feel yet, so these are well-loved picks on the quiet side.
why-unknown-steady = I can't tell how you feel yet, so these are well-loved picks that stay even.
