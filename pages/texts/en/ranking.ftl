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
kind-music = piece
    .article = a
kind-picture = picture
    .article = a

genre-abstract = abstract
    .article = an
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
genre-landscape = landscape
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

noun-music-ambient = ambient piece
    .article = an
noun-music-classical = classical piece
    .article = a
noun-picture-abstract = abstract picture
    .article = an
noun-picture-landscape = landscape
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
item-with-mood = { $mood-article } { $mood } { $noun }

# Why an item is there: the end of a sentence about it

place-brighter = brighter than your mood
place-step-brighter = a step brighter than your mood
place-calmer = calmer than your mood
place-step-calmer = a step calmer than your mood
place-lighter = lighter than your mood
place-step-lighter = a step lighter than your mood
place-even = on an even keel
place-next-brighter = the next step towards something brighter
place-next-calmer = the next step towards calm
place-at-mood = right where your mood is
place-near-mood = close to your mood
place-towards-mood = in the direction of your mood
place-at-pointed = right where you pointed
place-near-pointed = close to where you pointed
place-nearer-pointed = nearer than most to where you pointed
place-bright-side = on the bright side
place-quiet-side = on the quiet side
place-easy-start = an easy place to start

hour-low-slow = for a heavy hour
hour-low-steady = for a hard hour
hour-low-lively = for a stormy hour
hour-even-slow = for a slow hour
hour-even-steady = for an hour like any other
hour-even-lively = for a restless hour
hour-glad-slow = for a peaceful hour
hour-glad-steady = for a good hour
hour-glad-lively = for an hour of high spirits

company-knows = no stranger to { $theme }
company-gentle = gentle with what hurts
company-lighter = a little lighter than this hour
company-hopeful = with some hope in it
company-patient = brighter and patient about it
company-unhurried = in no hurry at all
company-quiet = quiet company for now
company-stays = something that stays close for a while
company-there = there for you when you want it

leaves-you-anger = apt to stir you up
leaves-you-disgust = apt to leave you ill at ease
leaves-you-fear = apt to keep you on edge
leaves-you-joy = apt to leave you cheerful
leaves-you-sadness = apt to leave you wistful
leaves-you-surprise = apt to astonish you
leaves-you-neutral = apt to leave you at ease
leaves-people-anger = apt to stir people up
leaves-people-disgust = apt to leave people ill at ease
leaves-people-fear = apt to keep people on edge
leaves-people-joy = apt to leave people cheerful
leaves-people-sadness = apt to leave people wistful
leaves-people-surprise = apt to astonish people
leaves-people-neutral = apt to leave people at ease
leaves-in-step = in step with where the list is heading

serves-relax = good for winding down
serves-cheer-up = likely to cheer you up
serves-energise = good for getting going
serves-focus = easy to keep your mind on
serves-explore = good for looking further afield
serves-be-moved = likely to move you
serves-be-distracted = good for taking your mind elsewhere
serves-keep-going = more of the mood you are in

serves-relax-shortly =
    { $minutes ->
        [one] a minute for winding down
       *[other] { $minutes } minutes for winding down
    }
serves-cheer-up-shortly =
    { $minutes ->
        [one] a minute that is likely to cheer you up
       *[other] { $minutes } minutes that are likely to cheer you up
    }
serves-energise-shortly =
    { $minutes ->
        [one] a minute for getting going
       *[other] { $minutes } minutes for getting going
    }
serves-focus-shortly =
    { $minutes ->
        [one] a minute that is easy to follow
       *[other] { $minutes } minutes that are easy to follow
    }
serves-explore-shortly =
    { $minutes ->
        [one] a minute further afield
       *[other] { $minutes } minutes further afield
    }
serves-be-moved-shortly =
    { $minutes ->
        [one] a minute that is likely to move you
       *[other] { $minutes } minutes that are likely to move you
    }
serves-be-distracted-shortly =
    { $minutes ->
        [one] a minute with your mind elsewhere
       *[other] { $minutes } minutes with your mind elsewhere
    }

serves-relax-too = easy to sink into
serves-cheer-up-too = a lift for the spirits
serves-energise-too = with a spring in its step
serves-focus-too = steady company while you work
serves-explore-too = a way out of the usual
serves-be-moved-too = one that goes to the heart
serves-be-distracted-too = another world for a while

serves-relax-softly = good for letting go a little
serves-cheer-up-softly = apt to lighten things a little
serves-energise-softly = for a little strength
serves-focus-softly = easy to follow
serves-explore-softly = somewhere else for a while
serves-be-moved-softly = with room for what you feel
serves-be-distracted-softly = somewhere for your thoughts to rest
serves-keep-going-softly = in keeping with how you feel

interest-in = close to your interest in { $title }
interest-in-one = close to one of your interests
good-after = good after { $title }
good-after-choices = good after what you chose
popular-meanwhile = liked by many, while I get to know you
favourite-of-many = a favourite of many
picked-by-alike = often picked by people who chose like you
less-known = less known than most
unlike-seen = unlike what you have seen here
seldom-suggested = a rarer suggestion
adds-something-new = something different
wished-for = much like what you asked for

in-common = about { $themes }, like { $title }

because-liked =
    { $others ->
        [0] because you liked { $title }
       *[other] because you liked { $title } and others
    }
because-finished =
    { $others ->
        [0] because you finished { $title }
       *[other] because you finished { $title } and others
    }
because-opened =
    { $others ->
        [0] because you opened { $title }
       *[other] because you opened { $title } and others
    }
because-refused = unlike what you said no to
went-well = because it went well with { $title }
likely-opened = likely to be opened in such a mood
went-badly-otherwise = unlike what did you less good

# What else is true of it: the end of a sentence about it

fact-turns = beginning { $begins } and ending { $ends }
fact-with = with { $person }
fact-harmless = with nothing cruel in it
fact-long = long enough to sink into

# What the sentence begins with: what happens in it, or what it is and is about

subject-told = { $happens }
subject =
    { $themes-count ->
        [0] { CAPITAL($item) }
       *[other] { CAPITAL($item) } about { $themes }
    }

# The sentence

reason =
    { $moods-count ->
        [0] { ENDED($subject) } { ENDED(CAPITAL($cause)) }
       *[other] { ENDED($subject) } { CAPITAL($moods) }, { ENDED($cause) }
    }
reason-since =
    { $moods-count ->
        [0] { ENDED($subject) } { ENDED(CAPITAL($cause)) }
       *[other] { ENDED($subject) } { CAPITAL($cause) }: { $moods }.
    }
reason-alone =
    { $moods-count ->
        [0] { ENDED($subject) }
       *[other] { ENDED($subject) } { CAPITAL($moods) }.
    }
cause-alone = { ENDED(CAPITAL($cause)) }

# The sentence, in records of earlier versions

reason-none = { CAPITAL($item) } to round off the list
reason-one = { CAPITAL($item) }, { $cause }
reason-and = { CAPITAL($item) }, { $cause } and { $other }
reason-because = { CAPITAL($item) }, { $cause }; { $other }
reason-because-first = { CAPITAL($cause) }: { $item }
reason-popular = A popular { $noun } while I get to know you

# What a term of the score is called

term-affect = fits the feeling
term-feeling = how it may leave you
term-intent = what you seem to want
term-taste = fits your taste
term-interest = one of your interests
term-sequence = follows what you chose
term-conformity = many people like it
term-novelty = new to you
term-rules = keeps the rules
term-wish = What you asked for
term-went = how it went with things like this
term-opening = likely to be opened
term-diversity = adds variety

# Why an item may not be listed

rule-refused = You said no to it.
rule-brought = You know it already.
rule-harsh = It may be too harsh for you right now.
rule-cruel = It shows people harmed, and you feel low.
rule-grief = It is not for an hour of grief.
rule-grim = It is violent, dark or scary, and you are to be spared that now.
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
aim-explore-stays = these are ones you may not have met
aim-company-stays = these keep you company
aim-company-moves = these keep you company, without the gloom

why-towards = You want to feel { $feeling }: these are close to that.
why-seem = You seem { $feels }: { $aim }.
why-may-be = You may be { $feels }: { $aim }.
why-seem-lasting = You seem { $feels }, and have for a while: { $aim }.
why-may-be-lasting = You may be { $feels }, and have for a while: { $aim }.
why-esmr-stable = You seem { $feels }: { $aim }.
why-esmr-persists = You have seemed low for a while: { $aim }.
why-grief = You have told of a death: these are quiet company.
why-swings = Your mood is moving a lot, so the list keeps a steady course: { $aim }.
why-unknown-match = I can't tell how you feel yet, so these are picks that many people enjoy.
why-unknown-lift = I can't tell how you feel yet, so these are well-loved picks on the bright side.
why-unknown-calm = I can't tell how you feel yet, so these are well-loved picks on the quiet side.
why-unknown-steady = I can't tell how you feel yet, so these are well-loved picks that stay even.
