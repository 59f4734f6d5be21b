"""Short first-person sentences in which a negation turns the feeling: comments are full of them, corpora are not."""

from __future__ import annotations

from emotion.types import Emotion

_GOOD = ("happy", "glad", "cheerful", "excited", "content", "satisfied", "pleased", "thrilled", "proud", "optimistic")
_BAD = (
    "sad",
    "angry",
    "mad",
    "scared",
    "afraid",
    "worried",
    "upset",
    "anxious",
    "nervous",
    "disgusted",
    "depressed",
    "annoyed",
)

_NO_LONGER = (
    "I'm not {} anymore",
    "not {} any more",
    "I am no longer {}",
    "finally not {} anymore",
    "i don't feel {} anymore",
)
_NOT_BAD = (
    "I'm not {}",
    "i am not {} at all",
    "I don't feel {}",
    "I'm not {} about it",
    "no reason to be {}",
)
_NOT_GOOD = (
    "I'm not {}",
    "not {} at all",
    "I am not {} about this",
    "i don't feel {}",
    "I can't be {} right now",
    "not very {} today",
    "I haven't been {} in weeks",
    "I wish I was {} but i'm not",
    "never {} these days",
    "not feeling {} tonight",
)

_SENTENCES: dict[Emotion, str] = {
    Emotion.SADNESS: """
        nothing makes me smile
        nothing makes me happy
        no joy in my life
        there is no joy left in me
        I don't enjoy anything anymore
        i can't enjoy this
        I don't feel good
        I don't feel well
        not feeling great today
        not feeling good at all
        not good
        not great
        it's not going well
        I'm not okay
        i'm not ok
        I am not fine
        I don't feel loved
        nobody loves me
        nothing is fun anymore
        this isn't fun anymore
        it wasn't a good day
        not a good day
        not my day
        I have no hope
        no hope left
        nothing to look forward to
        I can't laugh about anything
        haven't smiled in days
        I never laugh anymore
        it's no good
        """,
    Emotion.ANGER: """
        this is not funny
        not funny at all
        that's not fair
        it isn't fair
        I don't like this
        i don't like him at all
        I can't stand it
        can't take this nonsense any longer
        not cool
        not nice of you
        that's not okay
        I won't put up with this
        I don't love it when he does that
        great, just great 🙄
        oh great, another meeting 🙄
        wonderful, my train is late again 🙄
        thanks for nothing
        well that's just perfect 🙄
        lovely, it broke again 😒
        """,
    Emotion.JOY: """
        not bad
        not bad at all
        not bad actually
        that wasn't bad
        it's not too bad
        can't complain
        couldn't be happier
        can't stop smiling
        i can't stop laughing
        can't wait for tomorrow
        never been happier
        never felt better
        nothing could be better
        no more worries
        I have nothing to worry about, what a relief
        I'm not alone anymore
        never laughed so hard
        it doesn't hurt anymore, finally
        """,
    Emotion.NEUTRAL: """
        nothing special
        not much going on
        nothing happened today
        I'm not feeling anything in particular
        neither good nor bad
        I don't mind
        I'm not afraid of you
        i'm not scared of spiders
        it doesn't bother me
        I don't care much either way
        not sure how i feel
        """,
}


def negated_sentences() -> list[tuple[str, Emotion]]:
    """Sentences of this project's own with the emotion each tells of."""
    labelled = [(form.format(word), Emotion.JOY) for form in _NO_LONGER for word in _BAD]
    labelled += [(form.format(word), Emotion.NEUTRAL) for form in _NOT_BAD for word in _BAD]
    labelled += [(form.format(word), Emotion.SADNESS) for form in _NOT_GOOD for word in _GOOD]
    for emotion, lines in _SENTENCES.items():
        labelled += [(line.strip(), emotion) for line in lines.strip().splitlines()]
    return labelled
